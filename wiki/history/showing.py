"""A comparison as it stands on the page: the words of each block as markup, for reading down and side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .blocks import Block
from .comparing import Comparison, Row, Run, runs_of
from .folding import Fold, folded

_TAGS = {"strong": "strong", "em": "em", "struck": "s", "code": "code"}


@dataclass(frozen=True)
class ShownRow:
    """``number`` counts the changes; 0 for what did not change. ``note`` says what the words do not show."""

    row: Row
    number: int
    together: SafeString
    before: SafeString
    after: SafeString
    said: str
    note: str

    @property
    def change(self) -> str:
        return self.row.change

    @property
    def block(self) -> Block:
        return self.row.block

    @property
    def level(self) -> int:
        """As the page has it: its own title is the first."""
        return min(self.block.level + 1, 6)


@dataclass(frozen=True)
class ShownFold:
    count: int
    rows: Sequence[ShownRow]
    landmark: ShownRow | None


@dataclass(frozen=True)
class Shown:
    items: list[ShownRow | ShownFold]
    # How many places changed; what changed in neighbouring blocks is one place.
    places: int


def shown(comparison: Comparison, *, whole: bool = False) -> Shown:
    """``whole``: without folds."""
    items: list[ShownRow | ShownFold] = []
    number = 0
    was_changed = False
    for item in comparison.rows if whole else folded(comparison.rows):
        if isinstance(item, Fold):
            rows = [shown_row(row) for row in item.rows]
            items.append(ShownFold(item.count, rows, shown_row(item.landmark) if item.landmark else None))
            was_changed = False
            continue
        if not item.is_same and not was_changed:
            number += 1
            items.append(shown_row(item, number))
        else:
            items.append(shown_row(item))
        was_changed = not item.is_same
    return Shown(items, number)


def shown_row(row: Row, number: int = 0) -> ShownRow:
    runs = row.runs or runs_of(row.block)
    before = html_of(run for run in runs if row.before is not None and run.change != "added")
    after = html_of(run for run in runs if row.after is not None and run.change != "removed")
    return ShownRow(row, number, html_of(runs), before, after, _said(row), _note(row))


def html_of(runs: Iterable[Run]) -> SafeString:
    return format_html_join("", "{}", ((_one(run),) for run in runs))


def _one(run: Run) -> SafeString:
    html: Any = run.text
    for way in reversed(run.ways):
        html = format_html("<{}>{}</{}>", _TAGS[way], html, _TAGS[way]) if way in _TAGS else _reference(way, html, run)
    match run.change:
        case "added":
            return format_html("<ins>{}</ins>", html)
        case "removed":
            return format_html("<del>{}</del>", html)
    return format_html("{}", html)


def _reference(way: str, html: Any, run: Run) -> SafeString:
    """Where a link goes can be seen and not followed: this is about words."""
    if way == "picture":
        return format_html('<span class="compare-picture">{} {}</span>', _("Picture:"), html)
    return format_html('<span class="compare-link" title="{}">{}</span>', run.address, html)


def _said(row: Row) -> str:
    """For whom the colours are not there."""
    return {
        "same": "",
        "added": _("Added:"),
        "removed": _("Removed:"),
        "changed": _("Changed:"),
        "moved_here": _("Moved here:"),
        "moved_away": _("Moved away:"),
    }[row.change]


def _note(row: Row) -> str:
    if row.change == "moved_here":
        return _("Moved here, unchanged")
    if row.change == "moved_away":
        return _("Moved to another place, unchanged")
    if row.before is None or row.after is None or row.is_same:
        return ""
    return next(_notes(row.before, row.after), "")


def _notes(before: Block, after: Block) -> Iterator[str]:
    if before.sort == after.sort == "heading" and before.level != after.level:
        yield _("Heading of level %(old)d, now %(new)d") % {"old": before.level, "new": after.level}
    elif before.sort != after.sort:
        yield _("%(old)s, now %(new)s") % {"old": _name(before), "new": _name(after).lower()}
    elif before.mark != after.mark and {before.mark, after.mark} == {"[ ]", "[x]"}:
        yield _("Ticked") if after.mark == "[x]" else _("No longer ticked")
    elif before.sort == "fence" and before.mark != after.mark:
        yield _("Code in %(old)s, now in %(new)s") % {"old": before.mark or "–", "new": after.mark or "–"}
    elif before.sort == "point" and before.level != after.level:
        yield _("Indented differently")


def _name(block: Block) -> str:
    match block.sort:
        case "heading":
            return _("Heading")
        case "point":
            return _("List item")
        case "quote":
            return _("Quotation")
    return _("Paragraph")
