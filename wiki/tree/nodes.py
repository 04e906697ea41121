"""What of a tree one reader is shown: the pages at the top, and those under each page that is open.

A page that the reader may not read is not there; what may be read below it stands where it would have stood. The number
of queries is the same for ten pages and for five thousand: one, and one more
where something on the way is hidden from this reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer, audiences_of
from intranet.spaces.models import Space
from wiki.models import Page

# Of the children of one page; what comes after is fetched when it is asked for.
MOST_AT_ONCE = 150
# Of what is open beside the way to the page one reads.
MOST_OPEN = 40
_MOST_ROWS = 1200
_MOST_HIDDEN = 400

_ROW = ("pk", "parent_id", "path", "position", "title", "slug", "audience", "is_template")


class Node(NamedTuple):
    """One page in the tree. ``under`` is the page it stands under for this reader, which may be higher than it really
    stands."""

    pk: int
    under: int | None
    title: str
    slug: str
    path: str
    position: int
    audience: str
    is_template: bool
    has_children: bool

    @property
    def real_parent(self) -> int | None:
        above = self.path.split("/")[-3]
        return int(above) if above else None


@dataclass(frozen=True, slots=True)
class Branches:
    """The children of each page that is open (None: of the space), in order; in ``cut`` those of whom there are
    more than these."""

    levels: dict[int | None, tuple[Node, ...]]
    cut: frozenset[int | None] = frozenset()
    by_id: dict[int, Node] = field(default_factory=dict)

    def under(self, pk: int | None) -> tuple[Node, ...]:
        return self.levels.get(pk, ())

    def line_to(self, pk: int) -> list[Node]:
        """The pages above one that this reader may see, the top first."""
        line: list[Node] = []
        node = self.by_id.get(pk)
        while node is not None and node.under is not None:
            node = self.by_id.get(node.under)
            if node is not None:
                line.append(node)
        return line[::-1]


def branches(
    space: Space,
    viewer: Viewer,
    *,
    opened: Iterable[int] = (),
    at: Page | None = None,
    within: frozenset[str] | None = None,
) -> Branches:
    """The top of the tree, what is open in it, and the way to the page ``at``, whose own children are shown as well.
    ``within`` are those of the reader's audiences that count; all of them, unless told."""
    way = [*at.ancestor_ids, at.pk] if at is not None else []
    wanted = list(dict.fromkeys([*way, *list(opened)[:MOST_OPEN]]))
    mine = audiences_of(viewer) if within is None else within & audiences_of(viewer)
    rows = _rows(space, mine, wanted, top=True, most=_MOST_ROWS)
    known = {row.pk for row in rows}
    if missing := [pk for pk in way if pk not in known]:
        # The page one reads is always there, however many stand before it.
        rows += _rows(space, mine, missing, column="entry_ptr_id", most=len(missing))
    return _put_together(rows, mine, opened={None, *wanted}, way=set(way))


def children_of(space: Space, viewer: Viewer, parent: Page | None, *, after: int = 0) -> tuple[Sequence[Node], bool]:
    """The pages under one (None: at the top), from the one that comes after ``after``; and whether there are more."""
    mine = audiences_of(viewer)
    rows = _rows(space, mine, [parent.pk] if parent else [], top=parent is None, most=5 * _MOST_ROWS)
    found = _put_together(rows, mine, opened={parent.pk if parent else None}, way=set(), most=len(rows))
    nodes = found.under(parent.pk if parent else None)
    begin = next((place for place, node in enumerate(nodes, start=1) if node.pk == after), 0)
    return nodes[begin : begin + MOST_AT_ONCE], len(nodes) > begin + MOST_AT_ONCE


class _Row(NamedTuple):
    """A page as it stands, also one that is hidden from this reader: what is below it may not be."""

    pk: int
    parent_id: int | None
    path: str
    position: int
    title: str
    slug: str
    audience: str
    is_template: bool
    seen_below: bool
    more_below: bool


# Every page of the wiki asks this, and putting it together by the ORM costs more than its answer. The sum keeps the
# planner from walking through all entries of the space: the pages at the top, or under a few others, are few.
_BELOW = """EXISTS(SELECT 1 FROM wiki_page child JOIN content_entry said ON said.id = child.entry_ptr_id
 WHERE child.parent_id = page.entry_ptr_id AND said.state <> 'deleted' AND said.audience {within} ({mine}))"""
_ROWS = """SELECT page.entry_ptr_id, page.parent_id, page.path, page.position, entry.title, page.slug, entry.audience,
 page.is_template, {seen_below}, {more_below}
FROM wiki_page page JOIN content_entry entry ON entry.id = page.entry_ptr_id
WHERE ({where}) AND entry.space_id + 0 = %s AND entry.state <> 'deleted'
ORDER BY CASE WHEN page.parent_id IS NULL THEN 1 ELSE 0 END, page.position, page.entry_ptr_id LIMIT {most}"""


def _rows(
    space: Space,
    mine: frozenset[str],
    numbers: Sequence[int],
    *,
    most: int,
    top: bool = False,
    column: str = "parent_id",
) -> list[_Row]:
    """The pages under some others (or those themselves, by ``column``), and those at the top."""
    held = sorted(mine)
    either = ["page.parent_id IS NULL"] if top else []
    if numbers:
        either.append(f"page.{column} IN ({', '.join(['%s'] * len(numbers))})")
    marks = ", ".join(["%s"] * len(held))
    query = _ROWS.format(
        seen_below=_BELOW.format(within="IN", mine=marks),
        more_below=_BELOW.format(within="NOT IN", mine=marks),
        where=" OR ".join(either),
        most=most,
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*held, *held, *numbers, space.pk])
        return [_Row(*row) for row in cursor.fetchall()]


def _put_together(
    rows: list[Any],
    mine: frozenset[str],
    *,
    opened: set[int | None],
    way: set[int],
    most: int = MOST_AT_ONCE,
) -> Branches:
    # A page before what stands under it.
    rows = sorted(rows, key=lambda row: (row.path.count("/"), row.position, row.pk))
    hidden = [row for row in rows if row.audience not in mine and (row.seen_below or row.more_below)]
    unsure = [row for row in rows if row.audience in mine and not row.seen_below and row.more_below]
    beneath = _seen_beneath([*hidden, *unsure], mine)
    levels: dict[int | None, list[Node]] = {}
    by_id: dict[int, Node] = {}
    for row in rows:
        if row.parent_id not in opened:
            continue
        if row.audience in mine:
            known = row.seen_below or (row.more_below and _any_under(row, beneath))
            found = [_node(row, row.parent_id, known)]
        else:
            found = _raised(row, beneath)
        level = levels.setdefault(row.parent_id, [])
        for node in found:
            if node.pk not in by_id:
                by_id[node.pk] = node
                level.append(node)
    _raise_levels(levels, by_id, rows, mine)
    cut = set()
    for parent, nodes in levels.items():
        if len(nodes) > most:
            cut.add(parent)
            levels[parent] = nodes[:most] + [node for node in nodes[most:] if node.pk in way]
    return Branches({key: tuple(level) for key, level in levels.items()}, frozenset(cut), by_id)


def _raise_levels(
    levels: dict[int | None, list[Node]], by_id: dict[int, Node], rows: list[Any], mine: frozenset[str]
) -> None:
    """The children of a hidden page have been raised already: the level itself is not for this reader."""
    for row in rows:
        if row.audience not in mine:
            levels.pop(row.pk, None)


def _seen_beneath(rows: list[Any], mine: frozenset[str]) -> list[Any]:
    """What may be read beneath some pages, however deep; the highest first."""
    if not rows:
        return []
    within = Q(pk__in=[])
    for row in rows:
        within |= Q(path__startswith=row.path)
    found = Page.objects.filter(within, audience__in=mine).exclude(state=Entry.State.DELETED)
    found = found.order_by("position", "pk")
    some = list(found.values_list(*_ROW, named=True)[:_MOST_HIDDEN])
    return sorted(some, key=lambda row: row.path.count("/"))


def _any_under(row: Any, beneath: list[Any]) -> bool:
    return any(one.path.startswith(row.path) and one.pk != row.pk for one in beneath)


def _raised(hidden: Any, beneath: list[Any]) -> list[Node]:
    """What stands where a hidden page would stand: the highest pages beneath it that may be read."""
    raised: list[Any] = []
    for one in beneath:
        if one.path.startswith(hidden.path) and not any(one.path.startswith(above.path) for above in raised):
            raised.append(one)
    return [_node(one, hidden.parent_id, _any_under(one, beneath)) for one in raised]


def _node(row: Any, under: int | None, has_children: bool) -> Node:
    return Node(
        row.pk,
        under,
        row.title,
        row.slug,
        row.path,
        row.position,
        row.audience,
        row.is_template,
        has_children,
    )
