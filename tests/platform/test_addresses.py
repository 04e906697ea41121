"""Each address leads where Django alone would have led it."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver, include, path, re_path, reverse
from django.urls.resolvers import RegexPattern

from intranet.core.addresses import parts


def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()


INNER = ([path("", page, name="front"), path("<int:number>/", page, name="one"), re_path(r"^x+$", page)], "inner")
LIST = [
    path("house/", include(INNER)),
    path("<slug:firm>/", include([path("door", page, name="door")])),
    path("", include([path("", page, name="home"), path("about", page), path("to/<path:where>", page)])),
]


def resolver(addresses: list[URLPattern | URLResolver]) -> URLResolver:
    return URLResolver(RegexPattern(r"^/"), addresses)


def found(where: URLResolver, asked: str) -> tuple[object, ...] | None:
    try:
        match: ResolverMatch = where.resolve(asked)
    except Resolver404:
        return None
    return match.func, match.args, match.kwargs, match.view_name, match.route


@pytest.mark.parametrize(
    "asked",
    [
        *("/", "/house/", "/house/7/", "/house/xxx", "/house/seven/", "/house", "/acme/door", "/acme/", "/about"),
        *("/about/", "/to/", "/to/far/away", "/nowhere", "//", "/house/7/7/", "/to"),
    ],
)
def test_a_list_is_found_by_how_its_addresses_begin(asked):
    assert found(resolver(parts(LIST)), asked) == found(resolver(LIST), asked)


def test_an_address_is_written_as_before():
    assert reverse("forum:topic", args=[7, "a-title"]) == "/community/7-a-title/"
    assert resolver(parts(LIST))._reverse_with_prefix("door", "/", firm="acme") == "/acme/door"
