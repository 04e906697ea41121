"""Which pages are taken along, and what each is called as a file: what the person reads at that moment, in its tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.text import slugify

from intranet.accounts.models import User
from intranet.content.models import Attachment
from intranet.spaces.models import Space
from wiki.models import Page

LONGEST = 60
_TAKEN = re.compile(r"(?:index|readme|files|contents|page|con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
BATCH = 200


class TooMany(ValueError):
    """More pages than a form takes. The message is a sentence."""


@dataclass
class Leaf:
    """A page of the tree. ``path`` is its file without an ending, ``folder`` where the files of the page lie."""

    pk: int
    title: str
    parent: Leaf | None
    path: str = ""
    below: list[Leaf] = field(default_factory=list)
    place: int = 0
    depth: int = 0

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]


class Chosen:
    """The tree of one export. Nothing is in it that ``person`` may not read; what stands under such a page moves up."""

    def __init__(self, person: User, space: Space, page: Page | None = None, *, alone: bool = False) -> None:
        self.person, self.space, self.page = person, space, page
        seen = Page.objects.visible_to(person).published().filter(space=space)
        if page is not None:
            seen = seen.filter(pk=page.pk) if alone else seen.with_subtree(page)
        rows = seen.order_by("position", "pk").values_list("pk", "title", "path")
        found = {pk: (title, path) for pk, title, path in rows}
        self.leaves: dict[int, Leaf] = {pk: Leaf(pk, title, None) for pk, (title, _path) in found.items()}
        self.tops: list[Leaf] = []
        for pk, (_title, path) in found.items():
            leaf = self.leaves[pk]
            above = [int(part) for part in path.split("/") if part][:-1]
            leaf.parent = next((self.leaves[one] for one in reversed(above) if one in self.leaves), None)
            siblings = leaf.parent.below if leaf.parent else self.tops
            siblings.append(leaf)
            leaf.place = len(siblings)
        self._name(self.tops, "")

    def __len__(self) -> int:
        return len(self.leaves)

    @property
    def root(self) -> Leaf | None:
        """The page with which it begins; a wiki has none."""
        return self.leaves.get(self.page.pk) if self.page is not None else None

    def in_order(self) -> Iterator[Leaf]:
        waiting = list(reversed(self.tops))
        while waiting:
            leaf = waiting.pop()
            yield leaf
            waiting += reversed(leaf.below)

    def batches(self) -> Iterator[list[tuple[Leaf, Page]]]:
        """The pages themselves, in the order of the tree; asked again whether they may be read."""
        leaves = list(self.in_order())
        for start in range(0, len(leaves), BATCH):
            some = leaves[start : start + BATCH]
            pages = (
                Page.objects.visible_to(self.person)
                .published()
                .select_related("author", "space")
                .prefetch_related("tags", "former_titles")  # type: ignore[misc]
                .in_bulk([leaf.pk for leaf in some])
            )
            yield [(leaf, pages[leaf.pk]) for leaf in some if leaf.pk in pages]

    def files_of(self, pages: list[int]) -> dict[int, list[Attachment]]:
        found: dict[int, list[Attachment]] = {}
        for file in Attachment.objects.filter(entry__in=pages, state=Attachment.State.READY):
            found.setdefault(file.entry_id or 0, []).append(file)
        return found

    def _name(self, leaves: list[Leaf], folder: str) -> None:
        waiting = [(leaves, folder)]
        root = self.root
        while waiting:
            siblings, at = waiting.pop()
            taken: set[str] = set()
            for leaf in siblings:
                if leaf is root:
                    leaf.path = "index"
                    waiting.append((leaf.below, ""))
                    continue
                name = file_name(leaf.title)
                if name.casefold() in taken or _TAKEN.fullmatch(name):
                    name = f"{name}-{leaf.pk}"
                taken.add(name.casefold())
                leaf.depth = at.count("/") + bool(at)
                leaf.path = f"{at}{'/' if at else ''}{name}{'/index' if leaf.below else ''}"
                waiting.append((leaf.below, leaf.path.removesuffix("/index")))


def file_name(title: str) -> str:
    """A title as the name of a file on every system; letters of every script are letters."""
    return slugify(title, allow_unicode=True)[:LONGEST].strip("-_") or "page"


def relative(target: str, holder: str) -> str:
    """From the folder of one file to another, both as paths within the export."""
    there, here = target.split("/"), holder.split("/")[:-1]
    while there and here and there[0] == here[0] and len(there) > 1:
        there, here = there[1:], here[1:]
    return "../" * len(here) + "/".join(there)
