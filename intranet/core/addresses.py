"""Finding the view of an address among many hundred: a list whose addresses all begin otherwise is not walked through.

Django asks each included list for each address in turn, and each answers with an exception: thirty of them before a
topic was found, a sixth of what its page cost. Here each list knows how its addresses begin. What is found is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

Address = URLPattern | URLResolver


class Part(URLResolver):
    """An included list."""

    @cached_property
    def url_patterns(self) -> list[Address]:
        return parts(super().url_patterns)

    @cached_property
    def known(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """The addresses in it that are words alone, and what the others begin with."""
        words: set[str] = set()
        beginnings: set[str] = set()
        for route, is_whole in _routes((self,)):
            (words if is_whole else beginnings).add(route)
        return frozenset(words), tuple(beginnings)

    def resolve(self, path: Any) -> ResolverMatch:
        words, beginnings = self.known
        asked = str(path)
        if asked in words or asked.startswith(beginnings):
            return super().resolve(asked)
        raise Resolver404({"tried": [], "path": asked})


class Later(Part):
    """An included list with a namespace (and none with one inside), imported when the first of its addresses is asked
    for. How they begin says its route. Django goes through all lists (``_populate``) when it first writes an address of
    any: not through this one, whose names are looked for by its namespace."""

    def __init__(self, route: str, module: str, *, app_name: str, namespace: str) -> None:
        super().__init__(RoutePattern(route), module, app_name=app_name, namespace=namespace)
        self.route = route

    @cached_property
    def known(self) -> tuple[frozenset[str], tuple[str, ...]]:
        return frozenset(), (self.route,)

    def _populate(self) -> None:
        pass


def parts(addresses: Sequence[Address]) -> list[Address]:
    """These, with every list that is included among them, however deep."""
    return [_part(one) if type(one) is URLResolver else one for one in addresses]


def _part(one: URLResolver) -> Part:
    return Part(one.pattern, one.urlconf_name, one.default_kwargs, one.app_name, one.namespace)


def _routes(addresses: Iterable[Address]) -> Iterator[tuple[str, bool]]:
    """How each of them begins, and whether that is the whole of it. What is no plain route may be anything."""
    for one in addresses:
        if not isinstance(one.pattern, RoutePattern):
            yield "", False
            continue
        begins, opened, _rest = str(one.pattern).partition("<")
        if opened:
            yield begins, False
        elif isinstance(one, URLPattern):
            yield begins, True
        else:
            yield from ((begins + route, is_whole) for route, is_whole in _routes(one.url_patterns))
