"""Every address of the house, read from the URLconf, so that none can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver, reverse

# Pages where more than GET and POST has a meaning.
SPOKEN_TO_BY_SCRIPTS = {"conversation:bookmark", "conversation:react", "conversation:watch"}
# The paths of the API where PATCH has a meaning.
PATCHED = {
    "api:bot",
    "api:one_message",
    "api:one_idea",
    "api:one_page",
    "api:one_revision",
    "api:one_topic",
    "api:outside_channel",
    "api:page_rights",
    "api:room",
}


class Address(NamedTuple):
    """A pattern of the URLconf: what it is called and which arguments it takes."""

    name: str
    pattern: str
    arguments: tuple[str, ...]

    @property
    def methods(self) -> tuple[str, ...]:
        """What is tried on it."""
        if self.name in PATCHED:
            return ("GET", "POST", "PUT", "PATCH", "DELETE")
        if self.name.startswith("api:") or self.name in SPOKEN_TO_BY_SCRIPTS:
            return ("GET", "POST", "PUT", "DELETE")
        return ("GET", "POST")

    def at(self, things: Mapping[str, Any]) -> str:
        """The address of one thing: arguments by name, those of this address alone under its own name first, or under
        that of another operation of its path."""
        own = next((things[name] for name in [self.name, *_names_of(self.pattern)] if name in things), {})
        return reverse(self.name, kwargs={name: own.get(name, things.get(name)) for name in self.arguments})


@cache
def _names_of(pattern: str) -> list[str]:
    return [address.name for address in addresses() if address.pattern == pattern]


def addresses(*, of_admin: bool = False) -> list[Address]:
    """All of them but the back office's, or the back office's alone."""
    return list(_walk(get_resolver(), "", "", of_admin))


def one_for_each_path() -> list[Address]:
    """The API calls each operation of a path by a name of its own; here the first of them stands for the path."""
    found: dict[str, Address] = {}
    for address in addresses():
        found.setdefault(address.pattern, address)
    return list(found.values())


def _walk(
    resolver: URLResolver, namespace: str, path: str, of_admin: bool, outer: tuple[str, ...] = ()
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        where = path + str(entry.pattern)
        arguments = (*outer, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            if namespace.startswith("admin:") == of_admin:
                yield Address(f"{namespace}{entry.name or '?'}", where, arguments)
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner, where, of_admin, arguments)
