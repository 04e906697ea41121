"""What proposals show of who knows what: those taken over, whole or in part, for the page's tags and products."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import ngettext

from intranet.content import evidence
from intranet.content.evidence import Piece, Source
from wiki.models import Proposal

_TAKEN_OVER = (Proposal.Outcome.ACCEPTED, Proposal.Outcome.PARTLY)


def _abouts(after: int, most: int) -> list[int]:
    taken = Proposal.objects.filter(outcome__in=_TAKEN_OVER, pk__gt=after).order_by("pk")
    return list(taken.values_list("pk", flat=True)[:most])


def _pieces(proposals: Collection[int]) -> Iterable[Piece]:
    """Of people with an account. What is rejected shows nothing; the page, not the proposal, says who may know."""
    taken = Proposal.objects.filter(pk__in=proposals, outcome__in=_TAKEN_OVER, guest_name="")
    rows = list(taken.values_list("pk", "of_page", "author", "settled_at", "published_at"))
    themes = evidence.themes_of_entries(page for _pk, page, *_rest in rows)
    for pk, page, author, settled_at, published_at in rows:
        if (at := settled_at or published_at) is not None:
            yield Piece(pk, author, page, at, themes[page])


def register() -> None:
    evidence.register(
        Source(
            "proposals",
            said=lambda n: ngettext("%(n)s accepted change", "%(n)s accepted changes", n) % {"n": n},
            abouts=_abouts,
            pieces=_pieces,
            weight=2,
            verbs=frozenset({"wiki.proposal.answered", "wiki.proposal.decided"}),
        )
    )
