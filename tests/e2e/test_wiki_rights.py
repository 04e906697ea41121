"""Who reads a page, changed while somebody reads it; and what leaves the house, looked at before it does."""

from __future__ import annotations

from playwright.sync_api import expect


def test_who_loses_a_page_loses_it_from_the_screen(visit, hand, witness):
    # What stands beside the text asks for its own, and is told that there is nothing any more.
    witness.forgive("404")
    where = hand("wiki_page", members=["ada", "ben"], title="Ricette segrete", body="Il lievito della nonna.")
    ben = visit("ben", where["path"])
    expect(ben.locator("[data-page-text]")).to_contain_text("lievito")

    ada = visit("ada", f"/wiki/{where['pk']}/rights/?person=@ben")
    expect(ada.locator(".rights-answer")).to_contain_text("is a member of Spazio Ricette segrete")
    ada.get_by_text("Change who reads it").click()
    chosen = ada.locator(".rights-chosen").first
    expect(chosen).to_be_hidden()
    ada.get_by_label("Chosen people, teams and companies").check()
    people = chosen.get_by_label("People")
    people.fill("@ada")
    people.press("Escape")
    ada.get_by_role("button", name="Continue").click()
    expect(ada.locator(".callout", has_text="will not any more.")).to_be_visible()
    ada.get_by_role("button", name="Change who reads it").click()
    expect(ada.locator(".rights-who").first).to_contain_text("Ada Bianchi")

    expect(ben.locator("[data-page-news='shut']")).to_be_visible()
    expect(ben.locator("[data-page-text]")).to_have_count(0)


def test_a_page_is_opened_to_everyone_and_seen_as_they_see_it(visit, hand):
    where = hand("wiki_page", members=["ada"], title="Orari del forno", body="Dalle sei.")
    ada = visit("ada", f"/wiki/{where['pk']}/seen-by/guest/")
    expect(ada.get_by_role("heading", name="A visitor without an account does not see this page")).to_be_visible()
    ada.goto(f"/wiki/{where['pk']}/rights/")
    ada.get_by_text("Change who reads it").click()
    ada.get_by_label("Everyone, also without an account").check()
    ada.get_by_role("button", name="Continue").click()
    expect(ada.locator(".callout--street")).to_contain_text("also without an account")
    ada.get_by_role("button", name="Change who reads it").click()
    ada.goto(f"/wiki/{where['pk']}/seen-by/guest/")
    expect(ada.locator(".view-as")).to_contain_text("a visitor without an account")
    expect(ada.locator("[data-page-text]")).to_have_text("Dalle sei.")

    guest = visit("", where["path"])
    expect(guest.locator("[data-page-text]")).to_have_text("Dalle sei.")
    expect(guest.locator("body")).not_to_contain_text("Spazio Orari del forno")
