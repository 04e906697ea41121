"""Pages that guests get alike are kept for a moment, and nobody gets somebody else's."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from feeds.actions import publish_post
from intranet.content.actions import delete_entry
from intranet.core import guest_pages
from intranet.core.guest_pages import kept_for_guests, shelf
from intranet.spaces.actions import join_space

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]*)"')


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.KEEP_GUEST_PAGES = True
    shelf.forget()
    yield
    shelf.forget()


@pytest.fixture
def later(monkeypatch):
    """``later(0.6)``: so many seconds have gone by."""
    passed = [0.0]
    clock = guest_pages.monotonic
    monkeypatch.setattr(guest_pages, "monotonic", lambda: clock() + passed[0])

    def wait(seconds: float) -> None:
        passed[0] += seconds

    return wait


@pytest.fixture
def news(porch, author):
    return publish_post(by=author, space=porch, body="The porch is open.")


def test_a_second_guest_costs_no_question(news, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(guest_pages, "LOOK_EVERY", 60.0)
    first = Client().get("/")
    with django_assert_num_queries(0):
        second = Client().get("/")
    assert "The porch is open." in second.content.decode()
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert second.headers["Content-Type"] == first.headers["Content-Type"]


def test_each_guest_gets_a_token_of_their_own_and_it_works(news):
    def token_of(client: Client) -> str:
        return TOKEN.search(client.get("/").content.decode())[1]

    first, second = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    tokens = token_of(first), token_of(second)
    assert len(set(tokens)) == 2
    assert first.cookies["portico_csrf"].value != second.cookies["portico_csrf"].value
    sent = {"language": "it", "next": "/", "csrfmiddlewaretoken": tokens[1]}
    assert second.post(reverse("accounts:language"), sent).status_code == 302
    assert first.post(reverse("accounts:language"), sent).status_code == 403
    # Who comes back with the cookie keeps it.
    before = second.cookies["portico_csrf"].value
    assert token_of(second)
    assert second.cookies["portico_csrf"].value == before


def test_who_is_signed_in_neither_leaves_a_page_nor_gets_one(news, colleague, as_):
    Client().get("/")
    inside = as_(colleague).get("/").content.decode()
    assert colleague.name in inside
    shelf.forget()
    as_(colleague).get("/")
    assert colleague.name not in Client().get("/").content.decode()


def test_any_cookie_of_ours_that_could_say_something_is_asked_afresh(news, django_assert_max_num_queries):
    Client().get("/")
    client = Client()
    client.cookies["portico_session"] = "nobody"
    answer = client.get("/")
    assert answer.status_code == 200
    client = Client()
    client.cookies["portico_theme"] = "dark"
    assert 'data-theme="dark"' in client.get("/").content.decode()
    assert 'data-theme="dark"' not in Client().get("/").content.decode()


def test_a_change_is_seen_within_a_second(news, author, porch, later):
    Client().get("/")
    publish_post(by=author, space=porch, body="And there is coffee.")
    later(0.6)
    assert "And there is coffee." in Client().get("/").content.decode()


def test_what_is_public_no_longer_is_gone_within_a_second(news, author, later):
    Client().get("/")
    delete_entry(news, by=author)
    later(0.6)
    assert "The porch is open." not in Client().get("/").content.decode()


def test_each_language_has_its_own(news):
    assert 'lang="it"' in Client(headers={"accept-language": "it"}).get("/").content.decode()
    assert '<html lang="en"' in Client(headers={"accept-language": "en"}).get("/").content.decode()


@pytest.mark.django_db
def test_what_sets_a_cookie_or_begins_a_session_is_not_kept(rf, guest):
    def answer(change) -> bool:
        request = rf.get("/")
        request.user, request.session = guest, SessionStore()
        response = kept_for_guests(HttpResponse("x"))
        change(request, response)
        return guest_pages.may_be_kept(request, response)

    assert answer(lambda request, response: None)
    assert not answer(lambda request, response: response.set_cookie("portico_tree", "3"))
    assert not answer(lambda request, response: request.session.update({"asked": "half a question"}))
    assert not answer(lambda request, response: setattr(response, "status_code", 404))


def test_a_page_that_says_nothing_of_it_is_not_kept(news, rf, guest):
    request = rf.get("/")
    request.user, request.session = guest, SessionStore()
    assert not guest_pages.may_be_kept(request, HttpResponse("x"))


def test_the_shelf_keeps_to_its_size(monkeypatch):
    monkeypatch.setattr(guest_pages, "MOST_PAGES", 3)
    for number in range(5):
        shelf.keep(number, guest_pages.Kept(b"x" * 10, (), False, None, None, float("inf")))
    assert len(shelf._pages) == 3
    assert shelf._bytes == 30


def test_readers_of_a_kept_page_are_counted_too(news, monkeypatch, customer, as_, porch):
    join_space(porch, by=customer)
    counted = []
    response = kept_for_guests(HttpResponse("x"), seen=lambda request: counted.append(request.user.is_authenticated))
    shelf.keep("key", guest_pages.Kept(response.content, (), False, response.seen, None, float("inf")))
    guest_pages._given(shelf._pages["key"], Client().get("/").wsgi_request)
    assert counted == [False]
