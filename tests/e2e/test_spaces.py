"""Asking to join, in two browsers: the words arrive on both sides."""

from __future__ import annotations

import contextlib
import re

from playwright.sync_api import Locator, Page, expect

from .conftest import PHONE


def line_of_the_inbox(page: Page, space: str, words: str) -> Locator:
    """A job writes it, so it may come a moment after the press."""
    line = page.locator(".notice", has_text=space).filter(has_text=words).first
    for _ in range(10):
        page.goto("/inbox/")
        with contextlib.suppress(AssertionError):
            expect(line).to_be_visible(timeout=1000)
            break
    return line


def test_asking_with_a_message_and_being_let_in_with_a_word_back(visit, room, hand):
    where = room(posts=1, visibility="closed")
    about = f"/spaces/{where['slug']}/about/"
    zoe = visit("zoe", about, PHONE)
    zoe.get_by_label("A word to those who decide").fill("I bake what you write about.")
    zoe.get_by_role("button", name="Send the request").click()
    expect(zoe.locator(".callout", has_text="Your request waits")).to_contain_text("I bake what you write about.")

    ada = visit("ada")
    line = line_of_the_inbox(ada, where["name"], "asks to join")
    expect(line).to_contain_text("I bake what you write about.")
    line.locator("a.notice-link").click()
    expect(ada).to_have_url(re.compile(f"/spaces/{where['slug']}/members/"))
    asked = ada.locator(".asked", has_text="Zoë Núñez")
    expect(asked.locator("blockquote")).to_have_text("I bake what you write about.")
    asked.get_by_label("A word back to Zoë Núñez").fill("Flour is on us.")
    asked.get_by_role("button", name="Let in").click()
    expect(ada.locator(".asked")).to_have_count(0)
    expect(ada.locator("#members")).to_contain_text("Zoë Núñez")

    told = line_of_the_inbox(zoe, where["name"], "let you into")
    expect(told).to_contain_text("Flour is on us.")
    told.locator("a.notice-link").click()
    expect(zoe.locator("main .feed > article").first).to_be_visible()


def test_being_declined_says_why_and_how_often_one_may_ask(visit, room):
    where = room(posts=1, visibility="closed")
    otto = visit("otto", f"/spaces/{where['slug']}/about/")
    ada = visit("ada", f"/spaces/{where['slug']}/members/")
    for word in ("Not this week.", "It is about salaries."):
        otto.goto(f"/spaces/{where['slug']}/about/")
        otto.get_by_role("button", name="Send the request").click()
        expect(otto.locator(".callout", has_text="Your request waits")).to_be_visible()
        ada.reload()
        asked = ada.locator(".asked", has_text="Otto Blu")
        asked.get_by_label("A word back").fill(word)
        asked.get_by_role("button", name="Decline").click()
        expect(ada.locator(".asked")).to_have_count(0)
        otto.goto(f"/spaces/{where['slug']}/about/")
        expect(otto.locator(".callout", has_text="declined")).to_contain_text(word)
    expect(otto.get_by_text("You can ask again from")).to_be_visible()
    expect(otto.get_by_role("button", name="Send the request")).to_have_count(0)


def test_a_list_is_looked_at_before_anybody_is_added(visit, room):
    where = room(posts=1, visibility="closed")
    ada = visit("ada", f"/spaces/{where['slug']}/members/", PHONE)
    ada.get_by_role("link", name="Add many at once").click()
    ada.get_by_label("E-mail addresses or handles").fill("nora@example.com\n@ben\ndora\nnobody")
    ada.get_by_role("button", name="See who would be added").click()
    expect(ada.get_by_text("1 person will be added")).to_be_visible()
    expect(ada.get_by_text("1 is in already")).to_be_visible()
    expect(ada.get_by_text("Customers can only join community spaces.")).to_be_visible()
    ada.get_by_role("button", name="Add 1 person").click()
    expect(ada.locator("#members")).to_contain_text("Nora Sala")
