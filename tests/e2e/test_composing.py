"""Writing each kind of thing: by mouse, by keyboard alone, and on a phone. What was typed stays through every change of
mind; another kind adds a line to ``KINDS``."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import PHONE
from .test_live import card_with


class Kind(NamedTuple):
    """``fill`` writes what the kind asks besides the words, by mouse or by keys; ``shown`` looks at its card."""

    name: str
    fill: Callable[[Page, Locator, bool], None]
    shown: Callable[[Locator], None]


def type_into(page: Page, field: Locator, text: str, by_keys: bool) -> None:
    if by_keys:
        expect(field).to_be_focused()
        page.keyboard.type(text)
    else:
        field.fill(text)


def nothing_more(page: Page, composer: Locator, by_keys: bool) -> None:
    pass


def three_answers(page: Page, composer: Locator, by_keys: bool) -> None:
    for number, answer in enumerate(("Soup", "Salad", "Pizza"), 1):
        type_into(page, composer.get_by_label(f"Answer {number}", exact=True), answer, by_keys)
        if by_keys:
            page.keyboard.press("Tab")
    # The next line has opened by itself.
    expect(composer.get_by_label("Answer 4")).to_be_visible()


def thank_ben(page: Page, composer: Locator, by_keys: bool) -> None:
    field = composer.get_by_label("Whom do you thank?")
    if not by_keys:
        field.click()
    expect(field).to_be_focused()
    # One is chosen and taken out again, all with the keys.
    for name, whole in (("cle", "Cleo Verdi"), ("@ben", "Ben Rossi")):
        page.keyboard.type(name)
        expect(page.get_by_role("option").filter(has_text=whole)).to_be_visible()
        page.keyboard.press("Enter")
        expect(composer.get_by_role("button", name=f"Remove {whole}")).to_be_visible()
        if name == "cle":
            page.keyboard.press("Backspace")
            expect(composer.locator(".person-chip")).to_have_count(0)
    if by_keys:
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowRight")
        expect(composer.get_by_role("radio").nth(1)).to_be_checked()
    else:
        composer.locator(".kudos-choice").nth(1).click()


KINDS = [
    Kind("Post", nothing_more, lambda card: expect(card.locator("time").first).to_be_visible()),
    Kind("Poll", three_answers, lambda card: expect(card.get_by_role("radio", name="Pizza")).to_be_visible()),
    Kind("Kudos", thank_ben, lambda card: expect(card.locator(".kudos-people")).to_contain_text("Ben Rossi")),
]


def the_composer(page: Page) -> Locator:
    return page.locator("main text-composer").first


def choose(page: Page, composer: Locator, kind: str, by_keys: bool) -> None:
    door = composer.get_by_role("link", name=kind, exact=True)
    if by_keys:
        door.focus()
        page.keyboard.press("Enter")
    else:
        door.click()
    expect(door).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("how", ["mouse", "keys", "phone"])
def test_each_kind_is_written_where_one_is(kind, how, visit, room):
    where = room(posts=1)
    by_keys = how == "keys"
    ada = visit("ada", f"/spaces/{where['slug']}/", *([PHONE] if how == "phone" else []))
    composer, words = the_composer(ada), f"{kind.name} by {how}, for the record"
    text = composer.locator("textarea")
    text.focus()
    ada.keyboard.type(words)
    if kind.name != "Post":
        choose(ada, composer, kind.name, by_keys)
    expect(text).to_have_value(words)
    kind.fill(ada, composer, by_keys)
    if by_keys:
        ada.keyboard.press("Control+Enter")
    else:
        composer.get_by_role("button", name="Post", exact=True).click()
    card = card_with(ada, words)
    kind.shown(card)
    # The next thing one writes is a post again, and empty.
    expect(text).to_have_value("")
    expect(composer.get_by_role("link", name="Post", exact=True)).to_have_attribute("aria-current", "true")
    assert ada.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_a_change_of_mind_loses_nothing(visit, room):
    where = room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/")
    composer = the_composer(ada)
    composer.locator("textarea").fill("What is for lunch?")
    choose(ada, composer, "Poll", False)
    three_answers(ada, composer, False)
    choose(ada, composer, "Kudos", False)
    expect(composer.get_by_label("Answer 1", exact=True)).to_be_hidden()
    choose(ada, composer, "Poll", False)
    expect(composer.get_by_label("Answer 3", exact=True)).to_have_value("Pizza")
    expect(composer.locator("textarea")).to_have_value("What is for lunch?")


def test_who_cannot_read_it_is_named_before_it_is_sent(visit, room):
    where = room(posts=0, visibility="closed")
    ada = visit("ada", "/kudos/", PHONE)
    field = ada.get_by_label("Whom do you thank?")
    field.click()
    ada.keyboard.type("cle")
    expect(ada.get_by_role("option").filter(has_text="Cleo Verdi")).to_be_visible()
    ada.keyboard.press("Enter")
    ada.get_by_label("Who can read it").select_option(label=where["name"])
    expect(ada.get_by_text("Cleo Verdi cannot read what is written there.")).to_be_visible()
    expect(ada.locator(".person-chip.is-out")).to_have_count(1)
    # Nobody who cannot read is offered there.
    field.click()
    ada.keyboard.press("ArrowDown")
    expect(ada.locator(".completion").get_by_text("Ben Rossi")).to_be_visible()
    expect(ada.locator(".completion").get_by_text("Cleo Verdi")).to_have_count(0)
    ada.keyboard.press("Escape")
    ada.get_by_role("button", name="Remove Cleo Verdi").click()
    expect(ada.get_by_text("cannot read what is written there")).to_have_count(0)


def test_a_half_written_poll_is_there_after_a_reload(visit, room):
    where = room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/")
    composer = the_composer(ada)
    composer.locator("textarea").fill("What is for lunch?")
    choose(ada, composer, "Poll", False)
    three_answers(ada, composer, False)
    composer.get_by_label("Several answers may be chosen").check()
    ada.reload()
    expect(composer.get_by_label("Answer 3", exact=True)).to_have_value("Pizza")
    expect(composer.get_by_label("Several answers may be chosen")).to_be_checked()
    expect(composer.locator("textarea")).to_have_value("What is for lunch?")


def test_each_kind_has_a_page_of_its_own_without_scripts(visit, room):
    where = room(posts=1)
    ada = visit("ada", f"/posts/poll/?space={where['slug']}", java_script_enabled=False)
    ada.locator("main textarea").fill("Without scripts?")
    for number, answer in enumerate(("Yes", "No"), 1):
        ada.get_by_label(f"Answer {number}", exact=True).fill(answer)
    ada.get_by_role("button", name="Post", exact=True).click()
    # A plain vote, by way of the page of the poll.
    ada.get_by_role("radio", name="Yes").check()
    ada.get_by_role("button", name="Vote").click()
    expect(ada.get_by_role("radio", name="Yes")).to_be_checked()
    ada.get_by_role("button", name="Vote").click()
    expect(ada.get_by_text("1 person has voted")).to_be_visible()


def test_it_is_said_when_customers_will_read(visit):
    ada = visit("ada")
    composer = the_composer(ada)
    composer.locator("textarea").fill("For everybody?")
    readers = composer.locator("[data-readers]")
    expect(readers).to_be_hidden()
    composer.get_by_label("Who can read it").select_option("public")
    expect(readers).to_contain_text("Customers will read this")
    composer.get_by_label("Who can read it").select_option("org")
    expect(readers).to_be_hidden()


def test_one_votes_and_the_others_see_it_come_in(visit, room, hand):
    where = room(posts=0)
    made = hand("poll", by="ada", space=where["slug"], body="Which?", options=["This", "That"], results="always")
    ben, ada = visit("ben", f"/spaces/{where['slug']}/"), visit("ada", f"/spaces/{where['slug']}/")
    poll = ben.locator(f"#entry-{made['post']} portico-poll")
    seen = ada.locator(f"#entry-{made['post']} portico-poll")
    expect(seen.locator("[data-votes]").first).to_have_text("0")
    poll.get_by_role("radio", name="This").focus()
    ben.keyboard.press("Space")
    poll.get_by_role("button", name="Vote").press("Enter")
    expect(poll.get_by_role("button", name="Change my vote")).to_be_visible()
    expect(seen.locator("[data-votes]").first).to_have_text("1")
    expect(seen.get_by_text("1 person has voted")).to_be_visible()
    poll.get_by_role("radio", name="That").check()
    poll.get_by_role("button", name="Change my vote").click()
    expect(seen.locator("[data-votes]").nth(1)).to_have_text("1")
    expect(seen.locator("[data-votes]").first).to_have_text("0")


def test_who_has_voted_sees_the_counts_come_in_and_who_has_not_hears_only_how_many(visit, room, hand):
    where = room(posts=0)
    made = hand("poll", by="ada", space=where["slug"], body="Which?", options=["This", "That"], results="voting")
    ben, ada = visit("ben", f"/spaces/{where['slug']}/"), visit("ada", f"/spaces/{where['slug']}/")
    voted = ben.locator(f"#entry-{made['post']} portico-poll")
    voted.get_by_role("radio", name="This").check()
    voted.get_by_role("button", name="Vote").click()
    expect(voted.locator("[data-votes]").first).to_have_text("1")
    voted.get_by_role("radio", name="That").check()
    voted.get_by_role("button", name="Change my vote").click()
    expect(voted.locator("[data-votes]").nth(1)).to_have_text("1")
    waiting = ada.locator(f"#entry-{made['post']} portico-poll")
    expect(waiting.get_by_text("1 person has voted")).to_be_visible()
    expect(waiting.locator("[data-votes]")).to_have_count(0)
    waiting.get_by_role("radio", name="This").check()
    waiting.get_by_role("button", name="Vote").click()
    expect(voted.get_by_text("2 people have voted")).to_be_visible()
    expect(voted.locator("[data-votes]").first).to_have_text("1")
