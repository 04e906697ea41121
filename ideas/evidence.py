"""What ideas show of who knows what: those that are delivered, of who suggested and of who owned them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import ngettext

from intranet.content import evidence
from intranet.content.evidence import Piece, Source

from .models import Idea, Meaning


def _abouts(after: int, most: int) -> list[int]:
    delivered = Idea.objects.published().filter(status__meaning=Meaning.DELIVERED, pk__gt=after).order_by("pk")
    return list(delivered.values_list("pk", flat=True)[:most])


def _pieces(ideas: Collection[int]) -> Iterable[Piece]:
    delivered = Idea.objects.published().filter(pk__in=ideas, status__meaning=Meaning.DELIVERED)
    rows = list(delivered.values_list("pk", "author", "owner", "status_at", "product"))
    tags = evidence.themes_of_entries(pk for pk, *_rest in rows)
    for pk, author, owner, at, product in rows:
        themes = tags[pk] + ([f"product_{product}"] if product is not None else [])
        for person in {author, owner} - {None}:
            yield Piece(pk, person, pk, at, themes)


def register() -> None:
    evidence.register(
        Source(
            "ideas",
            said=lambda n: ngettext("%(n)s delivered idea", "%(n)s delivered ideas", n) % {"n": n},
            abouts=_abouts,
            pieces=_pieces,
            weight=2,
            verbs=frozenset({"ideas.idea.status_set", "ideas.idea.edited"}),
        )
    )
