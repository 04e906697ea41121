"""axe finds nothing serious on the main pages, in either theme, at either width."""

from __future__ import annotations

import pytest

from .axe import problems_on
from .conftest import PHONE, WIDE

PAGES = {
    "ada": [
        "/",
        "/spaces/",
        "/spaces/{slug}/",
        "/spaces/{slug}/members/",
        "/spaces/{slug}/settings/",
        "/posts/{post}/",
        "/posts/{post}/edit/",
        "/entries/{post}/history/1/2/",
        "/people/",
        "/people/ben/",
        "/settings/profile/",
        "/settings/account/",
        "/settings/devices/",
        "/settings/tokens/",
        "/inbox/",
        "/search/?q=numero",
        "/tags/",
        "/style/",
    ],
    "": ["/", "/accounts/login/", "/accounts/signup/", "/nowhere/"],
    "aldo": ["/people/invitations/", "/moderation/"],
}


@pytest.fixture
def furnished(room, hand):
    where = room(posts=2)
    hand("comment", by="ben", post=where["posts"][0], body="With `code`, a [link](https://example.com/) and @ada.")
    hand("edit", by="ada", post=where["posts"][0], body="Now with #bread in it.")
    return {"slug": where["slug"], "post": where["posts"][0]}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_no_page_shuts_anybody_out(visit, furnished, witness, theme, viewport):
    witness.forgive("status of 404")
    found: list[str] = []
    for who, paths in PAGES.items():
        page = visit(who, "/", viewport, color_scheme=theme)
        for path in paths:
            page.goto(path.format(**furnished))
            found += [f"{path}: {problem}" for problem in problems_on(page)]
    assert found == []
