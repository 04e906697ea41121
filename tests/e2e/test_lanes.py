"""A lane, walked by all who have a part in it: set, written into, approved by two, out, measured."""

from __future__ import annotations

from playwright.sync_api import expect

from .test_composing import the_composer


def test_what_is_written_waits_for_two_comes_out_and_is_measured(visit, room, hand):
    owner, second, writer = (hand("newcomer", name=name) for name in ("Lane Owner", "Lane Second", "Lane Writer"))
    space = room(members=[owner, writer], posts=0, visibility="closed")["slug"]
    hand("keep", space=space, by=owner, person=second)

    settings = visit(owner, f"/spaces/{space}/settings/lanes/inside/")
    settings.get_by_label("When it is approved").check()
    settings.get_by_label("How many approve it").fill("2")
    settings.get_by_role("button", name="Save").click()
    expect(settings.get_by_text("2 approvals")).to_be_visible()

    page = visit(writer, f"/spaces/{space}/")
    composer = the_composer(page)
    composer.locator("textarea").fill("The third hall opens on Monday.")
    composer.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_text("somebody looks at it first")).to_be_visible()
    page.goto("/scheduled/")
    expect(page.get_by_role("heading", name="Waiting to be approved")).to_be_visible()

    for keeper, then in ((second, "It waits for others"), (owner, "Nothing waits")):
        queue = visit(keeper, "/moderation/?sort=lane")
        expect(queue.locator(".item")).to_have_count(1)
        queue.keyboard.press("j")
        expect(queue.locator(".case-words")).to_contain_text("The third hall opens on Monday.")
        queue.keyboard.press("a")
        expect(queue.get_by_text(then).first).to_be_visible()

    page.goto(f"/spaces/{space}/")
    expect(page.locator(".post").first).to_contain_text("The third hall opens on Monday.")
    settings.goto(f"/spaces/{space}/settings/lanes/")
    row = settings.get_by_role("row", name="Colleagues and members")
    expect(row.get_by_role("cell").nth(1)).to_have_text("1")
    expect(row.get_by_role("cell").nth(2)).not_to_have_text("–")
