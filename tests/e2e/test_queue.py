"""The moderators' queue by keys alone, and what another one does meanwhile."""

from __future__ import annotations

from playwright.sync_api import expect


def test_thirty_cases_of_all_sorts_are_cleared_by_keys(visit, room, hand):
    keeper = hand("newcomer", name="Keeper One")
    street = room(members=[keeper, "ben"], posts=0, visibility="community")["slug"]
    inside = room(members=[keeper, "ben"], posts=0, visibility="closed")["slug"]
    left = hand("waiting_for", handle=keeper, community=street, closed=inside, each=10)
    assert left == 30
    page = visit(keeper, "/moderation/")
    page.keyboard.press("j")
    case = page.locator(".case")
    declined = 0
    while left:
        expect(page.get_by_role("link", name=f"Waiting {left}", exact=True)).to_be_visible()
        expect(case.locator(".case-bar")).to_be_visible()
        if case.get_by_role("button", name="Decline", exact=False).count() and declined < 4:
            page.keyboard.press("d")
            reason = page.get_by_label("What we tell them").last
            if not case.get_by_text("Asks to join").count():
                expect(reason).to_be_focused()
                page.keyboard.type("Not here.")
                page.keyboard.press("Control+Enter")
            declined += 1
        else:
            page.keyboard.press("a")
        left -= 1
    expect(page.get_by_role("heading", name="Nothing waits")).to_be_visible()
    outcomes = hand("outcomes", community=street, closed=inside)
    assert sum(outcomes.values()) == 30
    assert outcomes["kept"] == 10
    assert outcomes.get("declined", 0) + outcomes.get("turned_down", 0) == 4


def test_what_another_decides_goes_from_the_list_and_shuts_the_case_that_is_open(visit, room, hand):
    keeper, other = hand("newcomer", name="Keeper Two"), hand("newcomer", name="Keeper Three")
    street = room(members=[keeper, "ben"], posts=0, visibility="community")["slug"]
    inside = room(members=[keeper, "ben"], posts=0, visibility="closed")["slug"]
    hand("keep", space=street, by=keeper, person=other)
    hand("waiting_for", handle=keeper, community=street, closed=inside, each=3)
    mine, theirs = visit(keeper, "/moderation/?sort=flag"), visit(other, "/moderation/?sort=flag")
    expect(mine.locator(".item")).to_have_count(3)
    theirs.keyboard.press("j")
    expect(theirs.locator(".case-bar")).to_be_visible()
    # Who has it open is named in the list of the other.
    expect(mine.locator(".item").first).to_contain_text("Keeper Three")
    theirs.keyboard.press("a")
    expect(mine.locator(".item")).to_have_count(2)
