"""What a public page says of itself to search engines and to whoever shows a card of it.

A view of the street puts a ``Head`` into its context under that name; ``layouts/street.html`` writes it. What is not
said there is not told: a page without a head has its title, and robots are asked to leave it out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from .text import excerpt

LONGEST_DESCRIPTION = 160
# In what is no script, and must not end where a title says so.
_IN_A_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True)
class Head:
    """``path`` is the one address by which the page shall be known; ``languages`` the same page in others (code, path),
    itself among them; ``data`` what it is in the words of schema.org, or as ``as_json`` has written it; ``feed``
    (title, path) an Atom feed of it."""

    title: str
    path: str
    description: str = ""
    kind: str = "website"
    is_indexed: bool = True
    languages: Sequence[tuple[str, str]] = ()
    changed: str = ""
    data: Sequence[Mapping[str, Any] | str] = field(default=())
    feed: tuple[str, str] | None = None

    @property
    def canonical(self) -> str:
        return absolute(self.path)

    @property
    def in_short(self) -> str:
        return excerpt(self.description, LONGEST_DESCRIPTION)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        return [(code, absolute(path)) for code, path in self.languages]

    @property
    def feed_address(self) -> str:
        return absolute(self.feed[1]) if self.feed else ""


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def as_json(what: Mapping[str, Any]) -> str:
    """JSON-LD as it can stand in an element: without a letter that HTML minds."""
    text = json.dumps({"@context": "https://schema.org", **what}, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_IN_A_SCRIPT)


def trail(*steps: tuple[str, str]) -> dict[str, Any]:
    """Where a page stands, as (name, path) from the top: a BreadcrumbList."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate(steps, start=1)
        ],
    }
