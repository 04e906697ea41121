"""Walks through the product as a reader would, along the links that its own pages show."""

from __future__ import annotations

from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

# What one may not do is answered with the reason, and these stand where everybody sees the same.
_SAY_WHY_NOT = {"wanted", "tree-add"}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "a" and not _SAY_WHY_NOT & set(told.get("class", "").split()):
            self.found.append(told.get("href", ""))


def dead_ends(client: Client, *, each: int) -> tuple[list[str], int]:
    """Open what is linked from the first page on: ``each`` at most of one kind of page, and as many that are asked for
    something. What answered with an error ("404 /there/, linked from /here/"), and how many pages were opened."""
    ways, seen, opened, dead = deque([("/", "")]), {"/"}, Counter[tuple[str, bool]](), []
    while ways:
        path, came_from = ways.popleft()
        try:
            name = resolve(urlsplit(path).path).view_name
        except Resolver404:
            dead.append(f"404 {path}, linked from {came_from}")
            continue
        kind = (name, bool(urlsplit(path).query))
        if opened[kind] >= each:
            continue
        opened[kind] += 1
        answer = client.get(path)
        if answer.status_code >= 400:
            dead.append(f"{answer.status_code} {path}, linked from {came_from}")
        if answer.status_code in (301, 302):
            linked = [answer["Location"]]
        elif answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            parser = _Links()
            parser.feed(answer.content.decode())
            linked = parser.found
        else:
            linked = []
        for link in linked:
            there = urldefrag(urljoin(path, link)).url
            if there.startswith("/") and not there.startswith(("/static/", "/files/")) and there not in seen:
                seen.add(there)
                ways.append((there, path))
    return dead, opened.total()
