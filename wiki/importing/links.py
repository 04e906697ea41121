"""Links of an import: from the names of files to pages that are here."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from intranet.core.markup.parser import Parser
from intranet.core.markup.references import nothing
from intranet.core.markup.render import nobody
from intranet.core.markup.tokens import anchor_of, finish
from intranet.core.text import fold

from .converted import Losses
from .scanning import Around, change_links
from .tree import find

_OUTER = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_OURS = ("page:", "file:", "doc:", "ref:")
_PLAIN = re.compile(r"[^\[\]|\n`*_\\<&!@#:]{1,260}")
_NAME = re.compile(r"[^\[\]|#\n/]{1,200}")
_OWN = re.compile(r"/(?:wiki|entries|people|spaces|tags|files)/")


def anchors_in(text: str) -> list[str]:
    """The ids that the headings of a text get on a page."""
    tokens = Parser().parse(text)
    finish(tokens, nobody, nothing, anchors=True)
    return [str(token.attrs["id"]) for token in tokens if token.type == "heading_open" and "id" in token.attrs]


@dataclass
class Target:
    """A page that links may mean: where it is, the headings on it, and the places it had."""

    number: int
    source: str
    title: str
    address: str = ""
    headings: list[str] = field(default_factory=list)
    anchors: dict[str, str] = field(default_factory=dict)
    leads_to: str = ""
    page: int | None = None


class Targets:
    """All pages and files of an import, to be found by the names that links use."""

    def __init__(self, targets: Iterable[Target], files: Iterable[str]) -> None:
        self.by_source = {target.source: target for target in targets}
        self.files = set(files)
        self.by_title: dict[str, Target] = {}
        self.labels: dict[str, Target | None] = {}
        self.inside: dict[str, str] = {}
        self.by_base: dict[str, str] = {}
        for target in self.by_source.values():
            for name in (target.title, posixpath.splitext(posixpath.basename(target.source))[0]):
                self.by_title.setdefault(fold(name.replace("_", " ")), target)
            for label in target.anchors:
                self.labels[label] = target if label not in self.labels else None
        for name in sorted(self.files):
            self.by_base.setdefault(posixpath.basename(name).lower().replace(" ", "_"), name)

    def and_files(self, more: dict[str, str]) -> Targets:
        """The same, with files that only one page knows: those that are inside of it."""
        found = copy(self)
        found.inside = more
        return found

    def page(self, address: str, holder: str) -> Target | None:
        found = find(address, holder, self.by_source)
        return self._last(self.by_source[found]) if found else None

    def titled(self, title: str) -> Target | None:
        found = self.by_title.get(fold(title.replace("_", " ").strip()))
        return self._last(found) if found else None

    def file(self, address: str, holder: str) -> str | None:
        if address in self.inside:
            return self.inside[address]
        base = "" if address.startswith("/") else posixpath.dirname(holder)
        path = posixpath.normpath(posixpath.join(base, address.lstrip("/")))
        return path if path in self.files else None

    def named(self, name: str) -> str | None:
        return self.by_base.get(posixpath.basename(name).lower().replace(" ", "_"))

    def _last(self, target: Target) -> Target | None:
        """Follow those that only send on."""
        for _step in range(5):
            if not target.leads_to:
                return target
            onward = self.by_title.get(fold(target.leads_to.partition("#")[0]))
            if onward is None:
                return None
            target = onward
        return None


class Rewriter:
    """Of one page: its links lead to pages and files that are here; ``losses`` hears of those that cannot."""

    def __init__(self, targets: Targets, own: Target, losses: Losses, files: dict[str, str]) -> None:
        self.targets, self.own, self.losses = targets, own, losses
        # The files that this page shows or offers, and their address once they are here.
        self.files = files
        self.wanted: list[str] = []

    def rewritten(self, text: str) -> str:
        return change_links(text, self.change)

    def change(self, address: str, words: str, is_picture: bool) -> str | Around | None:
        kind = address.partition(":")[0] + ":"
        if kind in _OURS:
            return self._said(kind, address[len(kind) :], words, is_picture)
        if not address or _OUTER.match(address) or _OWN.match(address):
            return None
        try:
            parts = urlsplit(address)
        except ValueError:
            return Around()
        path = unquote(parts.path)
        if not path:
            return self._anchor(self.own, parts.fragment, "")
        if not is_picture and (target := self.targets.page(path, self.own.source)) is not None:
            return self._page(target, parts.fragment, words)
        return self._file(self.targets.file(path, self.own.source) or self._anywhere(path), path, is_picture)

    def _anywhere(self, path: str) -> str | None:
        """Obsidian and others name a picture without its folder."""
        return self.targets.named(path) if "/" not in path else None

    def _said(self, kind: str, name: str, words: str, is_picture: bool) -> str | Around:
        if kind == "file:":
            return self._file(self.targets.named(name), name, is_picture)
        name, _hash, anchor = name.partition("#")
        if kind == "ref:":
            target = self.targets.labels.get(name) or self.targets.labels.get(name.lower().replace("_", "-"))
            anchor = name
        else:
            target = self.targets.page(name, self.own.source) if kind == "doc:" else self.targets.titled(name)
            target = target or (self.targets.page(name, self.own.source) if kind == "page:" else None)
        if target is not None:
            return self._page(target, anchor, words)
        if kind == "page:" and name and _PLAIN.fullmatch(words) and _NAME.fullmatch(name):
            return Around(f"[[{name}|", "]]") if words != name else Around(f"[[{name}", "]]", keeps_words=False)
        self.losses.note("link", name)
        return Around()

    def _page(self, target: Target, anchor: str, words: str) -> str | Around:
        """By its number, where that can be said: a page knows then what leads to it."""
        if target is self.own:
            return self._anchor(target, anchor, "")
        found = self._anchor(target, anchor, target.address)
        if found != target.address or not _PLAIN.fullmatch(words):
            return found
        if words == target.title:
            return Around(f"[[#{target.page}", "]]", keeps_words=False)
        return Around(f"[[#{target.page}|", "]]")

    def _anchor(self, target: Target, anchor: str, address: str) -> str | Around:
        if not anchor:
            return address or Around()
        name = unquote(anchor)
        heading = target.anchors.get(name)
        if heading == "":
            return address or Around()  # the head of the page
        found = anchor_of(heading if heading is not None else name.replace("_", " ") if "_" in name else name)
        if found in target.headings or (found := anchor_of(name)) in target.headings:
            return f"{address}#{found}"
        if heading is None:
            self.losses.note("anchor", f"{target.source}#{name}")
        return address or Around()

    def _file(self, found: str | None, said: str, is_picture: bool) -> str | Around:
        if found is None:
            self.losses.note("picture" if is_picture else "link", said)
            return Around()
        self.wanted.append(found)
        return self.files.get(found) or Around()
