"""What one writes is not lost: not by a reload, not by a session that has ended, not by a server that dies."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .conftest import sign_in
from .test_live import card_with, write_comment


def test_a_half_written_post_is_there_after_a_reload(visit, room):
    where = room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/")
    composer = ada.locator("main text-composer").first
    composer.locator("textarea").fill("Half of what I wanted")
    composer.get_by_label("Title").fill("Not yet")
    ada.reload()
    expect(composer.locator("textarea")).to_have_value("Half of what I wanted")
    expect(composer.get_by_label("Title")).to_have_value("Not yet")
    expect(composer.get_by_text("What you were writing is back.")).to_be_visible()
    composer.get_by_role("button", name="Discard").click()
    expect(composer.locator("textarea")).to_have_value("")
    ada.reload()
    expect(composer.locator("textarea")).to_have_value("")


def test_what_was_typed_elsewhere_or_by_somebody_else_is_not_in_ones_composer(visit, room):
    where, other = room(posts=1), room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/")
    ada.locator("main text-composer textarea").first.fill("For this room")
    ada.goto(f"/spaces/{other['slug']}/")
    expect(ada.locator("main text-composer textarea").first).to_have_value("")
    ada.goto(f"/spaces/{where['slug']}/")
    expect(ada.locator("main text-composer textarea").first).to_have_value("For this room")
    # Ben, at the same machine, in the same browser.
    ada.context.clear_cookies()
    ada.goto("/accounts/login/")
    sign_in(ada, "ben")
    ada.goto(f"/spaces/{where['slug']}/")
    expect(ada.locator("main text-composer textarea").first).to_have_value("")


def test_a_session_that_has_ended_keeps_the_text_until_one_is_back(visit, hand, witness):
    """The row of the session is gone while Zoë writes. She presses Post, is told, signs in, and sends it."""
    witness.forgive("status of (401|403)")
    hand("room", name="Zoë's room", members=["zoe"], posts=1)
    zoe = visit()
    sign_in(zoe, "zoe")
    zoe.goto("/spaces/zoes-room/")
    zoe.locator("main text-composer textarea").first.fill("Written before the session ended.")
    assert hand("sign_out_everywhere", handle="zoe") >= 1
    zoe.get_by_role("button", name="Post", exact=True).click()

    waiting = card_with(zoe, "Written before the session ended.")
    expect(waiting).to_contain_text("Not sent.")
    assert hand("count", body="Written before the session ended.", space="zoes-room") == 0
    waiting.get_by_role("link", name="Sign in").click()
    sign_in(zoe, "zoe")
    expect(zoe).to_have_url(re.compile("/spaces/zoes-room/"))
    # What waited is sent by itself, once.
    expect(waiting).to_have_count(1)
    expect(waiting.locator("time")).to_be_visible()
    assert hand("count", body="Written before the session ended.", space="zoes-room") == 1
    zoe.reload()
    expect(waiting).to_have_count(1)


def test_a_session_that_has_ended_keeps_a_half_written_text_through_the_sign_in(visit, hand, witness):
    """Nothing was pressed: the page is asked for again, and the draft is there after the sign-in."""
    witness.forgive("status of 404|WebSocket")
    hand("room", name="Zoë's study", members=["zoe"], posts=1)
    zoe = visit()
    sign_in(zoe, "zoe")
    zoe.goto("/spaces/zoes-study/")
    box = zoe.locator("main text-composer textarea").first
    box.fill("Half of it")
    hand("sign_out_everywhere", handle="zoe")
    # To a guest the page is not there; it says how it might be.
    zoe.reload()
    zoe.get_by_role("link", name="Sign in").click()
    sign_in(zoe, "zoe")
    expect(zoe).to_have_url(re.compile("/spaces/zoes-study/$"))
    expect(box).to_have_value("Half of it")
    box.fill("Half of it, and the other half")
    zoe.get_by_role("button", name="Post", exact=True).click()
    expect(card_with(zoe, "and the other half").locator("time")).to_be_visible()


def test_a_server_that_dies_is_said_and_nothing_is_lost_or_doubled(visit, room, hand, product, witness):
    witness.forgive(
        "ERR_CONNECTION_REFUSED|WebSocket|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|status of 50[23]|^50[23] "
    )
    where = room(posts=2)
    page = f"/posts/{where['posts'][1]}/"
    ada, ben = visit("ada", page), visit("ben", page)
    write_comment(ada.locator("main article.post"), "Before the fall.")
    expect(ben.get_by_text("Before the fall.")).to_be_visible()

    product.kill()
    try:
        expect(ada.get_by_text("Connection lost.")).to_be_visible(timeout=15_000)
        write_comment(ada.locator("main article.post"), "Into the dark.")
        waiting = ada.locator(".comment").filter(has_text="Into the dark.")
        expect(waiting).to_contain_text("Not sent.")
        # Ben says something by another way while nobody serves.
        hand("comment", by="ben", post=where["posts"][1], body="Meanwhile, elsewhere.")
    finally:
        product.start()

    expect(ada.get_by_text("Connection lost.")).to_have_count(0, timeout=40_000)
    expect(ada.get_by_text("Meanwhile, elsewhere.")).to_have_count(1)
    expect(waiting.locator("time")).to_be_visible()
    expect(ben.get_by_text("Into the dark.")).to_have_count(1, timeout=40_000)
    expect(ben.get_by_text("Meanwhile, elsewhere.")).to_have_count(1)
    hand("comment", by="ben", post=where["posts"][1], body="Both are back.")
    for window in (ada, ben):
        expect(window.get_by_text("Both are back.")).to_have_count(1)
        expect(window.locator(".comment").filter(has_text="Into the dark.")).to_have_count(1)
        expect(window.get_by_text("Before the fall.")).to_have_count(1)


def test_without_scripts_one_reads_posts_and_comments(visit, room, hand):
    """The plain roads stay open: a form, a redirect, a page."""
    where = room(posts=2)
    ada = visit("ada", f"/spaces/{where['slug']}/", java_script_enabled=False)
    ada.locator("main form.composer textarea").first.fill("By hand.")
    ada.get_by_role("button", name="Post", exact=True).click()
    expect(ada.locator("main article.post")).to_contain_text("By hand.")
    assert hand("count", body="By hand.", space=where["slug"]) == 1
    ada.locator("main [data-write]").first.click()
    ada.locator("main form textarea[name=body]").first.fill("Said by hand.")
    ada.get_by_role("button", name="Comment", exact=True).click()
    expect(ada.locator("main")).to_contain_text("Said by hand.")
