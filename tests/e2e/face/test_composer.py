"""What somebody writes is never lost and never sent twice, whatever happens to the line, the page or the session."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, Route, expect

from feeds.models import Post

from .screens import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Half a thought about the dock"


def box(page: Page):
    return page.locator("main text-composer textarea").first


def cards(page: Page, text: str = TEXT):
    return page.locator(".feed article", has_text=text)


def answer(page: Page, status: int, **more) -> None:
    page.route("**/posts/", lambda route: route.fulfill(status=status, **more))


def write(page: Page, text: str = TEXT) -> None:
    box(page).click()
    page.keyboard.type(text)


def test_what_was_typed_is_back_after_a_reload_and_gone_after_it_was_sent(open_as, author, plaza):
    page = open_as(author, "/")
    write(page)
    page.reload()
    expect(box(page)).to_have_value(TEXT)
    box(page).press("Control+Enter")
    expect(cards(page)).to_have_count(1)
    expect(page.locator(".is-pending")).to_have_count(0)
    page.reload()
    expect(box(page)).to_have_value("")


def test_the_own_text_stands_there_at_once_and_is_confirmed_in_its_place(open_as, author, plaza):
    page = open_as(author, "/")
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/posts/", hold)
    write(page)
    box(page).press("Control+Enter")
    expect(cards(page)).to_have_class(re.compile("is-pending"))
    expect(box(page)).to_have_value("")
    while not waiting:  # the card stands there before the browser has asked anything
        page.evaluate("new Promise(requestAnimationFrame)")
    waiting[0].continue_()
    expect(page.locator(".is-pending")).to_have_count(0)
    expect(cards(page)).to_have_count(1)
    assert Post.objects.filter(body=TEXT).count() == 1


def test_pressing_twice_sends_once(open_as, author, plaza):
    page = open_as(author, "/")
    write(page)
    page.evaluate(
        "form => { form.requestSubmit(); form.requestSubmit(); }",
        page.locator("main text-composer form").first.element_handle(),
    )
    expect(page.locator(".is-pending")).to_have_count(0)
    expect(cards(page)).to_have_count(1)
    assert Post.objects.filter(body=TEXT).count() == 1


def test_what_failed_says_so_in_its_place_and_goes_through_with_one_press(open_as, author, plaza):
    page = open_as(author, "/")
    answer(page, 500)
    write(page)
    box(page).press("Control+Enter")
    failed = page.locator(".is-failed")
    expect(failed).to_contain_text("Not sent.")
    page.unroute("**/posts/")
    failed.get_by_role("button", name="Try again").click()
    expect(page.locator(".is-pending")).to_have_count(0)
    expect(cards(page)).to_have_count(1)
    assert Post.objects.filter(body=TEXT).count() == 1


def test_a_lost_line_is_tried_again_by_itself_when_it_is_back(open_as, author, plaza):
    page = open_as(author, "/")
    page.route("**/posts/", lambda route: route.abort())
    write(page)
    box(page).press("Control+Enter")
    expect(page.locator(".is-failed")).to_have_count(1)
    page.unroute("**/posts/")
    page.evaluate("document.dispatchEvent(new CustomEvent('portico:connection', {detail: {state: 'open'}}))")
    expect(page.locator(".is-pending")).to_have_count(0)
    assert Post.objects.filter(body=TEXT).count() == 1


def test_an_answer_that_got_lost_does_not_make_a_second_post(open_as, author, plaza):
    """The server has taken it, the browser never heard of that, and the page is loaded anew."""
    page = open_as(author, "/")

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/posts/", lose_the_answer)
    write(page)
    box(page).press("Control+Enter")
    expect(page.locator(".is-failed")).to_have_count(1)
    page.unroute("**/posts/")
    page.reload()
    expect(page.locator(".is-pending")).to_have_count(0)
    expect(cards(page)).to_have_count(1)
    assert Post.objects.filter(body=TEXT).count() == 1


def test_a_dead_session_keeps_the_text_and_shows_the_way_in(open_as, author, plaza):
    EmailAddress.objects.create(user=author, email=author.email, verified=True, primary=True)
    page = open_as(author, "/", PHONE)
    write(page)
    page.context.clear_cookies(name="portico_session")
    page.locator("main text-composer [type=submit]").first.click()
    failed = page.locator(".is-failed")
    expect(failed).to_contain_text("You are signed out")
    way_in = failed.get_by_role("link", name="Sign in")
    expect(way_in).to_have_attribute("href", "/accounts/login/?next=%2F")
    way_in.click()
    page.get_by_label("E-mail").fill(author.email)
    page.get_by_label("Password").fill("porticus-in-the-shade")
    page.locator("main form [type=submit]").first.click()
    expect(cards(page)).to_have_count(1)
    expect(page.locator(".is-pending")).to_have_count(0)
    assert Post.objects.filter(body=TEXT).count() == 1


def test_a_refusal_is_said_in_the_servers_words_and_the_text_can_be_taken_back(open_as, author, plaza):
    page = open_as(author, "/")
    said = '{"detail": "This space is archived."}'
    answer(page, 403, content_type="application/problem+json", body=said)
    write(page)
    box(page).press("Control+Enter")
    failed = page.locator(".is-failed")
    expect(failed).to_contain_text("This space is archived.")
    failed.get_by_role("button", name="Edit").click()
    expect(failed).to_have_count(0)
    expect(box(page)).to_have_value(TEXT)


def test_a_person_is_found_without_accents_and_put_in_with_the_keyboard(open_as, author, colleague, plaza):
    page = open_as(author, "/")
    write(page, "Ask @ross")
    offered = page.locator(".completion [role=option]")
    expect(offered.first).to_contain_text(colleague.name)
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value(f"Ask @{colleague.handle} ")
    page.keyboard.type(":tad")
    expect(offered.first).to_contain_text("tada")
    page.keyboard.press("Escape")
    expect(offered.first).to_be_hidden()
    expect(box(page)).to_have_value(f"Ask @{colleague.handle} :tad")


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(open_as, author, plaza):
    page = open_as(author, "/")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/files/") else None)
    page.evaluate("document.querySelector('upload-drop').setAttribute('max-bytes', '1000')")
    large = {"name": "large.bin", "mimeType": "application/octet-stream", "buffer": b"0" * 2000}
    page.locator("upload-drop input[type=file]").first.set_input_files(large)
    expect(page.locator(".upload")).to_contain_text("1 kB is the most")
    assert sent == []
