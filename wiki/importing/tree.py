"""Which page stands under which, and in what order.

Folders make the tree, and ``index`` or ``README`` is the page of its folder. Where the files say themselves how they
stand (the contents of MkDocs or of a book, the chapters of Sphinx) that counts for more. Among siblings: what a guide
or a chapter list says, then the number in the head of a file, then its name, as people read numbers.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from .guides import Node
from .reading import TEXTS, title_of

_INDEX = ("index", "readme", "_index", "home", "default")
DEEPEST = 12


@dataclass
class Leaf:
    """A page to be, as far as its place goes. ``source`` may name a folder that has no page of its own."""

    source: str
    title: str = ""
    order: float | None = None
    chapters: list[str] = field(default_factory=list)
    parent: str | None = None
    rank: tuple[float, ...] = ()


class Tree:
    def __init__(self, leaves: Iterable[Leaf], guides: Iterable[list[Node]] = ()) -> None:
        self.leaves = {leaf.source: leaf for leaf in leaves}
        self.claimed: dict[str, int] = {}
        self._by_folders()
        for guide in guides:
            self._by_guide(guide, None, self._base(guide))
        self._by_chapters()
        self._without_rings()

    def ordered(self) -> Iterator[tuple[Leaf, int]]:
        """Every page with its depth, each after the one it stands under."""
        below: dict[str | None, list[Leaf]] = {}
        for leaf in self.leaves.values():
            below.setdefault(leaf.parent, []).append(leaf)
        waiting = [(leaf, 0) for leaf in sorted(below.get(None, []), key=self._sorting, reverse=True)]
        while waiting:
            leaf, depth = waiting.pop()
            yield leaf, depth
            deeper = min(depth + 1, DEEPEST)
            waiting += [(one, deeper) for one in sorted(below.get(leaf.source, []), key=self._sorting, reverse=True)]

    def _sorting(self, leaf: Leaf) -> tuple[object, ...]:
        said = self.claimed.get(leaf.source)
        parts = re.split(r"(\d+)", leaf.source.lower())
        name = [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
        return (said is None, said or 0, leaf.order is None, leaf.order or 0, name)

    def _by_folders(self) -> None:
        homes: dict[str, str] = {}
        for source in self.leaves:
            path = PurePosixPath(source)
            if ":" not in source and path.stem.lower() in _INDEX and path.suffix:
                folder = str(path.parent)
                there = homes.get(folder)
                if there is None or _rank(source) < _rank(there):
                    homes[folder] = source
        for source in list(self.leaves):
            path = PurePosixPath(source)
            if ":" in source:
                continue
            stem = str(path.with_suffix(""))
            if stem not in homes and path.suffix and path.stem.lower() not in _INDEX:
                homes.setdefault(stem, source)  # guide.md beside the folder guide/
        self.homes = homes
        for source in list(self.leaves):
            if ":" not in source:
                self.leaves[source].parent = self._above(source)

    def _above(self, source: str) -> str | None:
        folder = str(PurePosixPath(source).parent)
        if self.homes.get(folder) == source:
            if folder == ".":
                return None
            folder = str(PurePosixPath(folder).parent)
        home = self.homes.get(folder)
        if home is not None and home != source:
            return home
        if folder == ".":
            return None
        # A folder without a page of its own gets an empty one.
        self.homes[folder] = folder
        self.leaves[folder] = Leaf(folder, title_of(folder))
        self.leaves[folder].parent = self._above(folder)
        return folder

    def _base(self, nodes: list[Node]) -> str | None:
        """The page over a whole book: the first page of the folder it is in, if the book names it."""
        for node in nodes:
            home = self.homes.get(str(PurePosixPath(node.source).parent)) if node.source else None
            if home is not None and home == node.source:
                return home
        return self.homes.get(".")

    def _by_guide(self, nodes: list[Node], parent: str | None, base: str | None) -> None:
        for node in nodes:
            source = node.source if node.source in self.leaves else ""
            if not source and node.below:
                source = self._heading(node, parent, base)
            if not source:
                continue
            leaf = self.leaves[source]
            if source not in self.claimed:
                self.claimed[source] = len(self.claimed)
                if node.title:
                    leaf.title = node.title
                if parent is not None and parent != source:
                    leaf.parent = parent
                elif base != source:
                    leaf.parent = base
            self._by_guide(node.below, source, base)

    def _heading(self, node: Node, parent: str | None, base: str | None) -> str:
        """A heading of a guide that is no file: the page of the folder in which all it lists stands, or a new one."""
        folders = {str(PurePosixPath(one.source).parent) for one in node.below if one.source}
        home = self.homes.get(folders.pop()) if len(folders) == 1 else None
        if home and home not in self.claimed and home not in (base, parent):
            return home
        source = f"{parent or ''}#{node.title}"
        self.leaves.setdefault(source, Leaf(source, node.title or "…"))
        self.leaves[source].parent = parent or base
        self.claimed.setdefault(source, len(self.claimed))
        return source

    def _by_chapters(self) -> None:
        """From the top down, each page that lists chapters takes those nobody has taken yet."""
        top = self.homes.get(".")
        begin = [leaf.source for leaf in self.leaves.values() if leaf.chapters]
        begin.sort(key=lambda name: (name != top, name.count("/"), PurePosixPath(name).stem != "contents", name))
        taken: set[str] = {top} if top else set()
        for start in begin:
            waiting = [start]
            while waiting:
                holder = waiting.pop(0)
                # What lists the whole book (“contents”) is no chapter: the first page holds what it lists.
                lists_all = top is not None and PurePosixPath(holder).stem in ("contents", "toc") and holder != top
                for name in self.leaves[holder].chapters:
                    found = find(name, holder, self.leaves)
                    if found is None or found in taken or found in (holder, start):
                        continue
                    taken.add(found)
                    self.claimed.setdefault(found, len(self.claimed))
                    self.leaves[found].parent = top if lists_all else holder
                    waiting.append(found)

    def _without_rings(self) -> None:
        for leaf in self.leaves.values():
            seen, above = {leaf.source}, leaf.parent
            while above is not None:
                if above in seen or above not in self.leaves:
                    leaf.parent = None
                    break
                seen.add(above)
                above = self.leaves[above].parent


def _rank(source: str) -> tuple[int, int, str]:
    stem = PurePosixPath(source).stem.lower()
    return (_INDEX.index(stem), 0 if source.endswith((".md", ".html")) else 1, source)


def find(address: str, holder: str, known: Iterable[str]) -> str | None:
    """The file that an address in ``holder`` means: as it stands, with another ending, or a folder's first page."""
    names = known if isinstance(known, dict | set) else set(known)
    base = "" if address.startswith("/") else posixpath.dirname(holder)
    path = posixpath.normpath(posixpath.join(base, address.lstrip("/"))) if address else ""
    if path.startswith(".."):
        return None
    path = "" if path == "." else path
    stem, ending = posixpath.splitext(path)
    tried = [path]
    if ending.lstrip(".").lower() in TEXTS:
        tried += [f"{stem}.{other}" for other in ("md", "html", "rst", "docx", "markdown", "htm")]
    tried += [f"{path}.{other}" for other in ("md", "html", "rst", "docx", "markdown", "htm")]
    tried += [posixpath.join(path, f"{name}.{other}") for name in ("index", "README", "readme", "_index") for other in (
        "md", "html", "rst")]  # fmt: skip
    if stem.endswith("/index") or stem == "index":
        folder = posixpath.dirname(stem)
        tried += [f"{folder}.{other}" for other in ("md", "html", "rst")] + [folder]
    return next((one for one in tried if one in names), None)
