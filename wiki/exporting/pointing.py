"""Links and pictures of a page that leaves the house: to the files that go along, else to where they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import NamedTuple
from urllib.parse import quote, unquote

from django.conf import settings

from intranet.accounts.models import User
from intranet.content.models import Attachment
from intranet.content.references import fill_in_all, meant_by, titles_for
from intranet.core.markup import Pointed
from intranet.core.markup.references import read_named
from intranet.core.markup.tokens import anchor_of
from wiki.importing.escaping import escape as escape_markdown
from wiki.importing.scanning import Around, change_links, code_spans, edited, inline_lines, line_starts, tokens_of

from .choosing import Chosen, Leaf, relative

_PAGE = re.compile(r"/wiki/(\d{1,18})(?:-[^/#?]*)?/?(?:\?[^#]*)?(#.*)?")
_FILE = re.compile(r"/files/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/[^/#?]+")
_NAMED = re.compile(r"(!?)\[\[([^\[\]\n|]{1,260})(?:\\?\|([^\[\]\n]{1,260}))?\]\]")
_HREF = re.compile(r'(<(?:a|img)\b[^>]*?\b(?:href|src)=")([^"]*)(")')

# Where a file of a page is to be found, from the page; "" where it does not come along.
Placed = Callable[[str], str]


class Pointer(NamedTuple):
    chosen: Chosen
    person: User
    ending: str

    def page(self, number: int, anchor: str, holder: Leaf) -> str:
        """The address of a page, from another one."""
        leaf = self.chosen.leaves.get(number)
        if leaf is None:
            return f"{settings.SITE_URL}/wiki/{number}/{anchor}"
        inside = anchor.replace("#h-", "#", 1) if self.ending == ".md" else anchor
        if leaf is holder and inside:
            return inside
        return quote(relative(leaf.path + self.ending, holder.path), safe="/") + inside

    def address(self, address: str, holder: Leaf, files: Placed) -> str | None:
        local = address.removeprefix(settings.SITE_URL) if address.startswith(settings.SITE_URL + "/") else address
        if found := _PAGE.fullmatch(local):
            return self.page(int(found[1]), found[2] or "", holder)
        if found := _FILE.match(local):
            return files(found[1]) or settings.SITE_URL + local
        if local.startswith("#h-") and self.ending == ".md":
            return "#" + local[3:]
        if local.startswith("/") and not local.startswith("//"):
            return settings.SITE_URL + local
        return None

    def markdown(self, text: str, holder: Leaf, files: Placed) -> str:
        def change(address: str, _words: str, _is_picture: bool) -> str | Around | None:
            return self.address(unquote(address) if "%" in address else address, holder, files)

        return change_links(self._without_brackets(text, holder), change)

    def _without_brackets(self, text: str, holder: Leaf) -> str:
        """``[[Title]]`` as a link that every program knows. What is still to be written stays as it is, and
        a section of another text is a link to it: elsewhere nothing would keep it true."""
        if "[[" not in text:
            return text
        starts = line_starts(text)
        places = []
        for first, last in inline_lines(tokens_of(text)):
            begin = starts[first]
            lines = text[begin : starts[last]]
            coded = list(code_spans(lines))
            for found in _NAMED.finditer(lines):
                if not any(a <= found.start() < b for a, b in coded) and (named := read_named(found)):
                    places.append((begin + found.start(), begin + found.end(), named))
        names = {named["name"] for _a, _b, named in places if "name" in named}
        meant = meant_by(self.person, home=self.chosen.space.pk)(names) if names else {}
        numbers = {named["entry"] for _a, _b, named in places if "entry" in named}
        numbers |= {one.entry for one in meant.values() if isinstance(one, Pointed)}
        titles = titles_for(self.person, numbers) if numbers else {}
        edits = []
        for start, end, named in places:
            known = meant.get(named["name"]) if "name" in named else Pointed(named["entry"])
            target = known.entry if isinstance(known, Pointed) else None
            if target is None or target not in titles:
                continue
            anchor = f"#{anchor_of(named['heading'])}" if named["heading"] else ""
            words = named["words"] or titles[target]["title"]
            address = (
                self.page(target, anchor, holder)
                if target in self.chosen.leaves
                else settings.SITE_URL + str(titles[target]["url"])
            )
            edits.append((start, end, f"[{escape_markdown(words)}](<{address}>)" if " " in address else (
                f"[{escape_markdown(words)}]({address})")))  # fmt: skip
        return edited(text, edits)

    def html(self, pages: list[tuple[Leaf, str]], files: Callable[[Leaf], Placed]) -> list[str]:
        """Stored HTML as this person sees it, its links leading where they lead from a disk."""
        shown = fill_in_all([html for _leaf, html in pages], self.person, leaves=True)
        return [self._pointed(str(html), leaf, files(leaf)) for (leaf, _html), html in zip(pages, shown, strict=True)]

    def _pointed(self, html: str, holder: Leaf, files: Placed) -> str:
        def pointed(found: re.Match[str]) -> str:
            address = found[2].replace("&amp;", "&")
            new = self.address(unquote(address) if address.startswith("/") else address, holder, files)
            return found.group() if new is None else f"{found[1]}{escape(new)}{found[3]}"

        return _HREF.sub(pointed, html)


def placed(files: list[Attachment], taken: set[str], folder: str) -> dict[str, str]:
    """For each file of a page, by its number, a name beside it that no other file there has."""
    found = {}
    for file in files:
        stem, dot, ending = file.name.rpartition(".")
        name, count = f"{folder}{'/' if folder else ''}files/{file.name}", 1
        while name.casefold() in taken:
            count += 1
            name = f"{folder}{'/' if folder else ''}files/{stem}-{count}{dot}{ending}"
        taken.add(name.casefold())
        found[str(file.pk)] = name
    return found
