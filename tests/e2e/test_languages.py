"""The Italian interface: chosen by a press, kept, and without a word of English on the pages people use."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

# Words that only our interface says: none may be seen when it speaks Italian.
ENGLISH = re.compile(
    r"\b(Sign in|Sign out|Spaces|People|Inbox|Search|Settings|Comment|Reply|Write a|Members|About|"
    r"Add a|Nobody|Nothing|Show|Save|Cancel|Delete|Edit|History|Report|More|Less|Close|Open|Language|Theme|Light|Dark|"
    r"Forgot|Remember|What should|Everybody|All staff|Join|Leave|Owner|Who can|new post|Unread|Newest|ago|"
    r"Profile|Devices|Tokens|Skip to|Today|Yesterday|minute|hour|day|with|the|and|your|you|not|is|are|of|this)\b"
)
PAGES = [
    "/",
    "/spaces/",
    "/spaces/{slug}/",
    "/spaces/{slug}/about/",
    "/spaces/{slug}/members/",
    "/spaces/{slug}/settings/",
    "/spaces/new/",
    "/posts/{post}/",
    "/entries/{post}/history/",
    "/people/",
    "/people/cleo/",
    "/settings/profile/",
    "/settings/account/",
    "/settings/devices/",
    "/settings/tokens/",
    "/accounts/password/change/",
    "/accounts/email/",
    "/accounts/2fa/",
    "/inbox/",
    "/search/?q=scalda",
    "/tags/",
    "/nowhere/",
]
OF_GUESTS = ["/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nowhere/"]


def words_of(page: Page) -> str:
    """Everything that is seen or read aloud, apart from what people wrote and how they and languages are called."""
    return page.evaluate(
        """() => {
          const foreign = [
            "[data-body], .prose, .post-title, [data-excerpt], .byline, .avatar, .brand, .demo-logins, .person-row b",
            "select[name=time_zone], [lang]:not(html), code, pre, script, style, template, svg",
          ].join();
          const words = [document.title];
          const walk = (node) => {
            if (node.nodeType === 3) return words.push(node.textContent);
            if (node.nodeType !== 1 || node.matches(foreign)) return;
            for (const name of ["aria-label", "placeholder", "title", "alt"]) words.push(node.getAttribute(name) ?? "");
            node.childNodes.forEach(walk);
          };
          walk(document.body);
          return words.join(" \\n ").replace(/\\s+/g, " ");
        }"""
    )


def english_in(page: Page, paths: list[str]) -> dict[str, list[str]]:
    found = {}
    for path in paths:
        page.goto(path)
        expect(page.locator("html")).to_have_attribute("lang", "it")
        said = words_of(page)
        if hits := sorted({said[max(hit.start() - 25, 0) : hit.end() + 25] for hit in ENGLISH.finditer(said)}):
            found[path] = hits[:6]
    return found


@pytest.fixture(scope="module")
def stanza(hand):
    """A room with Italian names in it, so that what people wrote is no English either."""
    where = hand("room", name="Officina", members=["mara", "dora"], posts=0, visibility="community")
    post = hand("post", by="mara", space=where["slug"], title="Il forno", body="Il forno si scalda. #pane")
    hand("comment", by="dora", post=post, body="Porto la farina.")
    return {"slug": where["slug"], "post": post}


def test_the_language_is_chosen_by_a_press_and_kept(visit, hand):
    cleo = visit("cleo")
    try:
        cleo.locator(".rail-me > button").click()
        cleo.locator("#person-menu").get_by_role("button", name="Italiano").click()
        expect(cleo.locator("html")).to_have_attribute("lang", "it")
        expect(cleo.get_by_role("link", name="Spazi").first).to_be_visible()
        # It is hers, not this browser's.
        expect(visit("cleo", "/people/").locator("html")).to_have_attribute("lang", "it")
    finally:
        hand("speak", handle="cleo", language="en")


def test_no_english_is_left_on_the_pages_of_an_italian_reader(visit, hand, stanza, witness):
    witness.forgive("status of 404")
    hand("speak", handle="mara", language="it")
    try:
        assert english_in(visit("mara"), [path.format(**stanza) for path in PAGES]) == {}
    finally:
        hand("speak", handle="mara", language="en")


def test_a_guest_reads_italian_who_asks_for_it(visit, witness):
    witness.forgive("status of 404")
    assert english_in(visit(locale="it-IT"), OF_GUESTS) == {}


def test_scripts_speak_it_too(visit, hand, stanza):
    hand("speak", handle="mara", language="it")
    try:
        mara = visit("mara", f"/spaces/{stanza['slug']}/")
        hand("post", by="dora", space=stanza["slug"], body="Ecco la farina.")
        expect(mara.locator(".new-pill")).to_have_text(re.compile("nuovo"))
        hand("comment", by="dora", post=stanza["post"], body="E il sale.")
        comment = mara.locator(".comment").filter(has_text="E il sale.")
        expect(comment.get_by_role("link", name="Rispondi")).to_be_visible()
    finally:
        hand("speak", handle="mara", language="en")
