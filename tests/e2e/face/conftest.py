"""A browser for the tests of the shell: HTTP only, since none of it needs a socket."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from playwright.sync_api import BrowserContext, Page

from .screens import DESK

# Playwright's own loop runs in this thread; the cast is made by plain calls all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

OpenAs = Callable[..., Page]


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Iterator[None]:
    """The static files in one place, as a server has them."""
    with override_settings(STATIC_ROOT=str(tmp_path_factory.mktemp("static"))):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield


@pytest.fixture
def open_as(browser, files, live_server) -> Iterator[OpenAs]:
    """``open_as(author, "/people/", PHONE)``: a page of a browser in which that person is signed in."""
    contexts: list[BrowserContext] = []
    broken: list[str] = []

    def open_page(person, path: str, size: dict[str, int] = DESK, **options) -> Page:
        options.setdefault("service_workers", "block")
        context = browser.new_context(viewport=size, base_url=live_server.url, **options)
        contexts.append(context)
        if person.is_authenticated:
            client = Client()
            client.force_login(person)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
            context.add_cookies([cookie])
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(f"{page.url}: {error}"))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert broken == [], "a script broke"
