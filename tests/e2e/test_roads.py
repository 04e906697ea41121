"""Four promotions in a row, from messages of a closed room to a section of the public manual; and references while one
writes and reads."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .conftest import PHONE

SECRET = "Marzipan"


def tick(page: Page, words: str) -> None:
    page.get_by_role("group", name="What goes along").get_by_label(re.compile(re.escape(words))).check()


def make_of(page: Page, becomes: str, place: str, title: str, *, words: str = "", along: tuple[str, ...] = ()) -> None:
    """The page that makes something of what the menu was opened on: where, what it is called, what goes along."""
    kinds = page.get_by_role("navigation", name="What it becomes")
    with page.expect_event("domcontentloaded"):
        kinds.get_by_role("link", name=becomes, exact=True).click()
    page.get_by_label(re.compile("On which|In which|Where it|Of which")).select_option(label=place)
    page.get_by_label(re.compile("Title|Heading"), exact=True).fill(title)
    if words:
        page.get_by_label("In your own words").fill(words)
    for said in along:
        tick(page, said)
    send = page.get_by_role("button", name=re.compile("^Make this"))
    address = page.url
    # Whether it asks once more is known when the answer is there.
    with page.expect_event("domcontentloaded"):
        send.click()
    if along and page.url == address:
        # The place that was chosen has other readers than the first of the list: it asks once more.
        for said in along:
            tick(page, said)
        send.click()
    page.wait_for_url(lambda url: "/promote/" not in url)


def open_menu_of(page: Page, selector: str) -> None:
    page.locator(f"{selector} [data-entry-menu]").first.click()
    page.get_by_role("menuitem", name="Make something of this").click()


def test_messages_become_an_idea_a_question_a_page_and_a_part_of_the_manual(visit, hand, witness):
    # A place with other readers is asked about once more.
    witness.forgive("422")
    community = hand("community", name="Kettles", by="ada", solved="Kettle is dull")
    hand("board_beside", name="Kettle wishes", category=community["slug"])
    room = hand("chat_room", name=f"{SECRET} room", members=["ada", "zoe"])
    first = hand("say", by="zoe", room=room["pk"], body=f"We call it {SECRET}.")
    second = hand("say", by="ada", room=room["pk"], body="A kettle should say when it is warm.")
    manual = hand("public_pages", members=["ada"], titles=[["Care of a kettle", ""]])
    hand("credit", by="dora", form="name")

    ada = visit("ada", room["path"])
    ada.locator(f"#entry-{first}").hover()
    ada.locator(f"#entry-{first} [data-entry-menu]").click()
    ada.get_by_role("menuitem", name="Choose messages").click()
    ada.locator(f"#entry-{second}").get_by_role("checkbox").check()
    expect(ada.get_by_text("2 messages chosen")).to_be_visible()
    ada.get_by_role("link", name="Make something of these").click()
    expect(ada.get_by_role("group", name="What goes along").get_by_role("checkbox").first).not_to_be_checked()
    make_of(ada, "An idea", "Kettle wishes", "A kettle that speaks", along=("A kettle should say",))
    expect(ada.get_by_role("heading", name="A kettle that speaks", level=1)).to_be_visible()
    idea = ada.url

    dora = visit("dora", idea, PHONE)
    expect(dora.locator("body")).not_to_contain_text(SECRET)
    hand(
        "comment", by="dora", post=int(re.search(r"/ideas/(\d+)", idea)[1]), body="Or it could whistle, at 60 degrees."
    )

    ada.goto(room["path"])
    expect(ada.locator(f"#entry-{first} .became")).to_contain_text("A kettle that speaks")

    number = re.search(r"/ideas/(\d+)", idea)[1]
    ada.goto(f"/promote/?from={number}&to=question")
    make_of(ada, "A public question", "Kettles", "When does it whistle?", along=("Or it could whistle",))
    question = ada.url
    expect(ada.get_by_role("heading", name="When does it whistle?")).to_be_visible()

    number = re.search(r"/community/(\d+)", question)[1]
    ada.goto(f"/promote/?from={number}&to=page")
    top = f"At the top of {manual['name']}"
    make_of(ada, "A page", top, "Whistling", along=("Or it could whistle",))
    number = re.search(r"/wiki/(\d+)", ada.url)[1]
    ada.goto(f"/promote/?from={number}&to=section")
    make_of(ada, "A section of a page", "Care of a kettle", "How it whistles", along=("Or it could whistle",))

    # What everybody reads comes out when somebody brings it out.
    hand("publish", by="ada", page=manual["ids"]["Care of a kettle"])
    guest = visit("", manual["paths"]["Care of a kettle"])
    expect(guest.locator("[data-page-text]")).to_contain_text("Or it could whistle, at 60 degrees.")
    region = guest.get_by_role("region", name="Contributors")
    expect(region).to_contain_text("Dora Neri")
    expect(region).to_contain_text("private")
    for inside in (SECRET, "Zoë", "Zoe"):
        expect(guest.locator("html")).not_to_contain_text(inside)
    assert SECRET not in guest.content()


def test_a_hash_finds_an_entry_by_keys_and_its_card_follows_its_title(visit, hand, room):
    where = room()
    target = hand("post", by="ada", space=where["slug"], body="Numbers.", title="Bilancio invernale")
    hand("index")
    ben = visit("ben", f"/spaces/{where['slug']}/")
    text = ben.locator("textarea[name=body]").first
    text.click()
    text.press_sequentially("See #bilancio", delay=30)
    options = ben.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options.first).to_contain_text("#bilancio")
    expect(options.nth(1)).to_contain_text("Bilancio invernale")
    text.press("ArrowDown")
    text.press("Enter")
    expect(text).to_have_value(f"See #{target} ")
    text.press("Control+Enter")
    card = ben.locator(f".feed .reference--card[data-entry='{target}']").first
    expect(card).to_contain_text("Bilancio invernale")
    hand("retitle", by="ada", entry=target, title="Bilancio estivo")
    expect(card).to_contain_text("Bilancio estivo")
