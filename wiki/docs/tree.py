"""The trees of the documentation: all of them at its door, and the one around a page at its side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from intranet.core.kept import Piece, Shelf
from intranet.core.prepared import prepared
from intranet.core.templatetags.portico import icon_html
from intranet.core.text import excerpt
from intranet.spaces.audiences import Viewer
from wiki.models import Page
from wiki.tree.nodes import Branches, Node

from .outside import pages_for

# At the door: so many trees, and so many pages of each at once.
MOST_TREES = 60
MOST_BRANCHES = 600
LONGEST_SAID = 120
_NOTHING = conditional_escape("")
_kept = Shelf(most=300, seconds=900)
_COLUMNS = ("pk", "title", "slug", "parent", "language", "position", "path")


class Shown(NamedTuple):
    """A page at the door: what it is called, where it is, and its first words."""

    pk: int
    title: str
    url: str
    language: str
    said: str
    under: list[Any]


def trees(viewer: Viewer) -> list[Shown]:
    """The pages at the top, each with those under it: two questions, however many there are. Of pages that say the
    same in several languages the one in the reader's, where there is one."""
    seen = in_one_language(pages_for(viewer))
    above = pages_for(viewer).filter(pk=OuterRef("parent")).order_by()
    tops = seen.filter(Q(parent__isnull=True) | ~Exists(above)).order_by("space__name", "space", "position", "pk")
    rows = list(tops.values_list(*_COLUMNS, "body_text", named=True)[:MOST_TREES])
    under: dict[int, list[Shown]] = {row.pk: [] for row in rows}
    below = seen.filter(parent__in=under).order_by("position", "pk")
    for row in below.values_list(*_COLUMNS, named=True)[:MOST_BRANCHES]:
        under[row.parent].append(_shown(row))
    return [_shown(row, excerpt(row.body_text, LONGEST_SAID), under[row.pk]) for row in rows]


def listed(pages: Any, *, most: int) -> list[Shown]:
    """Some pages as a plain list, by their titles."""
    rows = in_one_language(pages).order_by("folded_title", "pk").values_list(*_COLUMNS, "body_text", named=True)
    return [_shown(row, excerpt(row.body_text, LONGEST_SAID)) for row in rows[:most]]


def _shown(row: Any, said: str = "", under: list[Shown] | None = None) -> Shown:
    url = reverse("wiki:docs-page", args=[row.pk, row.slug])
    return Shown(row.pk, row.title, url, row.language, said, under or [])


def in_one_language(pages: Any) -> Any:
    """Without those of which another says the same in the reader's language."""
    mine = get_language() or ""
    others = pages.model.objects.filter(pk__in=pages.order_by().values("pk"), language=mine).exclude(pk=OuterRef("pk"))
    same = (
        Q(translation_of=OuterRef("pk"))
        | Q(pk=OuterRef("translation_of"))
        | Q(translation_of=OuterRef("translation_of"), translation_of__isnull=False)
    )
    return pages.exclude(~Q(language=mine) & Exists(others.filter(same)))


def for_readers(found: Branches, *, at: int) -> Branches:
    """As the wiki has it, but for the texts to begin with; and of pages that say the same, the one that is read
    (``at``), or else the one in the reader's language."""
    hidden = _said_otherwise(found, at)
    levels = {
        key: tuple(node for node in level if not node.is_template and node.pk not in hidden)
        for key, level in found.levels.items()
    }
    known = {pk: node for pk, node in found.by_id.items() if not node.is_template and pk not in hidden}
    return Branches(levels, found.cut, known)


def _said_otherwise(found: Branches, at: int) -> set[int]:
    groups: dict[int, dict[int, str]] = {}
    for pk, original, language in _translations_among(numbers=list(found.by_id)):
        groups.setdefault(original, {original: ""} if original in found.by_id else {})[pk] = language
    hidden: set[int] = set()
    for group in groups.values():
        mine = next((pk for pk, language in group.items() if language == get_language()), next(iter(group)))
        hidden |= set(group) - {at if at in group else mine}
    return hidden


@prepared(numbers=[int])
def _translations_among(*, numbers: Iterable[int]) -> Any:
    rows = Page.objects.filter(pk__in=numbers, translation_of__isnull=False).order_by("pk")
    return rows.values_list("pk", "translation_of", "language")


def tree_html(found: Branches, *, at: int) -> SafeString:
    """The tree around a page, open on the way to it; kept by what it shows."""
    key = (at, tuple(found.levels.items()))
    if (piece := _kept.get(key)) is None:
        html = format_html(
            '<ul class="docs-tree">{}</ul>', _items(found, found.under(None), at, icon_html("next", "s"))
        )
        piece = Piece(html)
        _kept.put(key, piece)
    return piece.filled(lambda place: _NOTHING)


def _items(found: Branches, nodes: Iterable[Node], at: int, chevron: SafeString) -> SafeString:
    return format_html_join("", "{}", ((_line(node, found, at, chevron),) for node in nodes))


def _line(node: Node, found: Branches, at: int, chevron: SafeString) -> SafeString:
    under = found.under(node.pk)
    inside = format_html("<ul>{}</ul>", _items(found, under, at, chevron)) if under else _NOTHING
    return format_html(
        '<li{}><a href="/docs/{}-{}/"{}>{}{}</a>{}</li>',
        format_html(' class="{}"', "is-open") if under else "",
        node.pk,
        node.slug,
        format_html(' aria-current="{}"', "page") if node.pk == at else "",
        chevron if node.has_children else _NOTHING,
        format_html("<span>{}</span>", node.title),
        inside,
    )
