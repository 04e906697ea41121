"""Writing a page together: what one types is there for the others, whatever the line does."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from .wiki_pages import band, cut, edit, is_open, is_saved, mend, said, standing, text, write_at_end

PEOPLE = ["ada", "ben", "cleo"]


def test_two_write_in_one_paragraph_and_see_each_other(visit, hand):
    where = hand("wiki_page", members=PEOPLE, title="Pane", body="Il pane è nel forno.")
    ada, ben = edit(visit, "ada", where), edit(visit, "ben", where)
    expect(ada.locator("[data-slot='names']")).to_have_text("Ben Rossi is here")
    expect(ben.locator("[data-slot='names']")).to_have_text("Ada Bianchi is here")

    text(ada).press("Control+Home")
    text(ben).press("Control+End")
    for letter in "Presto! ":
        ada.keyboard.type(letter)
        ben.keyboard.type(letter.upper())
    for page in (ada, ben):
        expect(text(page)).to_have_text("Presto! Il pane è nel forno.PRESTO!")
        is_saved(page)
    assert hand("text_of_page", page=where["pk"]) == "Presto! Il pane è nel forno.PRESTO! "

    # Where the other is: with the name, which goes and comes back when the caret moves.
    caret = ada.locator(".remote-caret")
    expect(caret).to_have_attribute("data-name", "Ben Rossi")
    expect(caret).to_have_class(re.compile("is-quiet"))
    caret.evaluate("drawn => { drawn.dataset.before = 'yes'; }")
    ben.keyboard.press("ArrowLeft")
    expect(ada.locator(".remote-caret:not([data-before])")).to_have_attribute("data-name", "Ben Rossi")
    ben.keyboard.press("Shift+Home")
    expect(ada.locator(".remote-held")).to_have_text("Presto! Il pane è nel forno.PRESTO!")
    # Each takes back what is their own; what was typed with pauses in as many steps, at most one a letter.
    for _letter in "Presto! ":
        text(ada).press("Control+z")
    for page in (ada, ben):
        expect(text(page)).to_have_text("Il pane è nel forno.PRESTO!")
    ben.close()
    expect(caret).to_have_count(0)
    expect(ada.locator("[data-slot='here']")).to_be_hidden()


def test_who_writes_without_a_line_joins_the_others_when_it_is_back(visit, hand):
    where = hand("wiki_page", members=PEOPLE, title="Sale", body="Un pizzico.")
    ada, ben = edit(visit, "ada", where), edit(visit, "ben", where)
    cut(ada)
    write_at_end(ada, " Di mare.")
    expect(said(ada)).to_contain_text("Connection lost. What you type is kept on this device and will be sent.")
    expect(standing(ada)).to_have_text("Offline, kept here")
    text(ben).press("Control+Home")
    ben.keyboard.type("Solo. ")
    is_saved(ben)
    expect(text(ben)).to_have_text("Solo. Un pizzico.")
    mend(ada)
    for page in (ada, ben):
        expect(text(page)).to_have_text("Solo. Un pizzico. Di mare.")
    expect(band(ada)).to_be_hidden()
    is_saved(ada)


def test_what_was_written_without_a_line_outlives_the_tab(visit, hand):
    where = hand("wiki_page", members=PEOPLE, title="Olio", body="Due cucchiai.")
    ada, ben = edit(visit, "ada", where), edit(visit, "ben", where)
    cut(ada)
    write_at_end(ada, " Anzi tre.")
    expect(standing(ada)).to_have_text("Offline, kept here")
    ada.reload()
    is_open(ada)
    expect(text(ada)).to_have_text("Due cucchiai. Anzi tre.")
    write_at_end(ada, " O quattro.")
    expect(standing(ada)).to_have_text("Offline, kept here")
    mend(ada)
    expect(text(ben)).to_have_text("Due cucchiai. Anzi tre. O quattro.")
    expect(ada.locator("[data-slot='recovered']")).to_contain_text("had not been sent. It is part of the page now.")
    is_saved(ada)
    # Once it is stored, nothing is left to be recovered.
    ada.reload()
    is_open(ada)
    is_saved(ada)
    expect(ada.locator("[data-slot='recovered']")).to_be_hidden()


def test_a_browser_that_keeps_nothing_says_so_and_asks_before_it_is_left(visit, hand):
    where = hand("wiki_page", members=PEOPLE, title="Aceto", body="Poco.")
    ada = edit(visit, "ada", where)
    ada.add_init_script("indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); };")
    ada.reload()
    is_open(ada)
    expect(ada.locator("[data-slot='not-kept']")).to_contain_text("This browser keeps no copy of what you write")
    cut(ada)
    write_at_end(ada, " Niente.")
    expect(said(ada)).to_contain_text("leave this page open")
    expect(standing(ada)).to_have_text("Offline, kept nowhere else")
    with ada.expect_event("dialog") as asked:
        ada.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    mend(ada)
    is_saved(ada)
    assert hand("text_of_page", page=where["pk"]) == "Poco. Niente."


def test_who_loses_the_right_while_writing_is_told_and_loses_no_word(visit, hand):
    where = hand("wiki_page", members=PEOPLE, title="Vino", body="Rosso.")
    ben, cleo = edit(visit, "ben", where), edit(visit, "cleo", where)
    write_at_end(ben, " Da tavola.")
    is_saved(ben)
    hand("lock_page", page=where["pk"], by="ada")
    expect(said(ben)).to_contain_text("You cannot write in this page any more. All that you wrote is in it.")
    expect(text(ben)).to_have_attribute("contenteditable", "false")
    expect(text(ben)).to_have_text("Rosso. Da tavola.")
    expect(standing(ben)).to_have_text("Reading only")

    # What had not arrived can be taken along.
    where = hand("wiki_page", members=PEOPLE, title="Birra", body="Chiara.")
    cleo.goto(f"/wiki/{where['pk']}/edit/")
    is_open(cleo)
    cut(cleo)
    write_at_end(cleo, " O scura.")
    expect(standing(cleo)).to_have_text("Offline, kept here")
    hand("put_out_of", space=where["space"], by="ada", whom="cleo")
    mend(cleo)
    expect(said(cleo)).to_contain_text("the last of what you wrote did not arrive in time")
    expect(standing(cleo)).to_have_text("Not saved")
    with cleo.expect_download() as download:
        band(cleo).get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "Birra.md"
    assert download.value.path().read_text() == "Chiara. O scura."
    assert hand("text_of_page", page=where["pk"]) == "Chiara."


def test_a_page_that_is_taken_away_meanwhile_says_so(visit, hand):
    where = hand("wiki_page", members=PEOPLE, title="Zuppa", body="Calda.")
    ben = edit(visit, "ben", where)
    hand("trash_wiki_page", page=where["pk"], by="ada")
    expect(said(ben)).to_contain_text("This page has been taken away")
    expect(text(ben)).to_have_attribute("contenteditable", "false")
    expect(text(ben)).to_have_text("Calda.")


def test_whose_session_ends_signs_in_again_and_finds_the_rest_of_the_words(visit, hand, witness):
    witness.forgive("401|4401")
    handle = hand("newcomer", name="Iris Sale")
    where = hand("wiki_page", members=["ada", handle], title="Miele", body="Dolce.")
    iris = edit(visit, handle, where)
    cut(iris)
    write_at_end(iris, " Di castagno.")
    expect(standing(iris)).to_have_text("Offline, kept here")
    hand("sign_out_everywhere", handle=handle)
    mend(iris)
    expect(said(iris)).to_contain_text("You are signed out. Nothing you wrote is lost")
    band(iris).get_by_role("button", name="Sign in").click()
    form = iris.locator("main form.form, form.form").first
    form.get_by_label("E-mail").fill(f"{handle}@example.com")
    form.get_by_label("Password").fill("porticus-in-the-shade")
    form.get_by_role("button", name="Sign in").click()
    is_open(iris)
    expect(text(iris)).to_have_text("Dolce. Di castagno.")
    expect(iris.locator("[data-slot='recovered']")).to_be_visible()
    is_saved(iris)
    assert hand("text_of_page", page=where["pk"]) == "Dolce. Di castagno."


def test_the_title_versions_and_leaving_by_hand_and_keys(visit, hand):
    where = hand("wiki_page", members=PEOPLE, title="Uova", body="Sode.")
    ada, ben = edit(visit, "ada", where), edit(visit, "ben", where)
    title = ada.locator("textarea[data-slot='title']")
    title.fill("Uova sode")
    title.press("Enter")
    expect(ben.locator("textarea[data-slot='title']")).to_have_value("Uova sode")
    expect(ada).to_have_title(re.compile("^Uova sode"))
    write_at_end(ada, " Dieci minuti.")
    ada.keyboard.press("Control+s")
    expect(ada.get_by_text("Version 2 saved")).to_be_visible()
    write_at_end(ada, " Anzi otto.")
    ada.get_by_role("button", name="Save version").click()
    ada.get_by_role("dialog").get_by_label("What changed").fill("Meno cotte")
    ada.get_by_role("dialog").get_by_role("button", name="Save version").click()
    expect(ada.get_by_text("Version 3 saved")).to_be_visible()
    write_at_end(ada, " E via.")
    ada.get_by_role("button", name="Done").click()
    ada.wait_for_url(re.compile(f"/wiki/{where['pk']}-"))
    expect(ada.locator("[data-page-text]")).to_contain_text("Sode. Dieci minuti. Anzi otto. E via.")

    # Who reads it sees that Ben is still at it, and that he is gone.
    who = ada.locator("page-writers")
    expect(who).to_have_text("Ben Rossi is writing in this page")
    ben.close()
    expect(who).to_be_hidden(timeout=20_000)


def test_without_scripts_a_page_is_written_in_a_form(visit, hand):
    where = hand("wiki_page", members=PEOPLE, title="Riso", body="Al dente.")
    ben = visit("ben", f"/wiki/{where['pk']}/edit/", java_script_enabled=False)
    expect(text(ben)).to_have_count(0)
    field = ben.get_by_role("textbox", name="Text", exact=True)
    expect(field).to_have_value("Al dente.")
    field.fill("Al dente. Sempre.")
    ben.get_by_role("button", name="Save", exact=True).click()
    expect(ben.locator("[data-page-text]")).to_contain_text("Al dente. Sempre.")
