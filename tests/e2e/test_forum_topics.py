"""A topic in two browsers: what one says, votes and accepts the other sees where it stands; and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import PHONE


def card(page, words: str):
    return page.locator("article.answer", has_text=words)


@pytest.fixture
def question(hand):
    """In words so few that they may be said again: each test asks it anew."""
    return hand("question", by="dora", title="Lento a svegliarsi", body="Tre secondi al freddo.")


def test_a_question_is_answered_helped_and_solved_before_the_eyes_of_two(visit, question):
    dora, ben = visit("dora", question["path"]), visit("ben", question["path"])
    ben.get_by_role("textbox", name="Your answer").fill("Spegni la **lettura** della temperatura.")
    ben.get_by_role("button", name="Answer", exact=True).click()
    answer = card(dora, "Spegni la lettura")
    expect(answer).to_be_visible()
    expect(answer.locator("strong", has_text="lettura")).to_be_visible()
    expect(card(ben, "Spegni la lettura")).to_have_count(1)
    expect(dora.locator("#news")).to_contain_text("Ben Rossi has answered.")
    expect(dora.get_by_role("heading", name="1 answer")).to_be_visible()

    answer.get_by_role("button", name="Helped").click()
    expect(answer.get_by_role("button", name="Helped 1")).to_have_attribute("aria-pressed", "true")
    answer.get_by_role("button", name="This solves it").click()
    expect(ben.locator(".answer--accepted")).to_contain_text("Spegni la lettura")
    expect(ben.locator("[data-stands]")).to_have_text("Answered")

    answer.get_by_role("link", name="Add a remark").click()
    answer.get_by_role("textbox", name="Write a remark").fill("Ora sono due secondi.")
    answer.get_by_role("button", name="Send").click()
    expect(card(ben, "Spegni la lettura").locator(".remarks")).to_contain_text("Ora sono due secondi.")
    # What is shown is what is there.
    dora.reload()
    expect(dora.locator(".answer--accepted .remarks .comment")).to_have_count(1)
    expect(dora.locator(".answer--accepted [data-vote]")).to_have_attribute("aria-pressed", "true")


def test_what_stands_on_another_page_is_offered_and_an_old_address_finds_its_answer(visit, hand):
    long = hand("question", by="ben", title="Ventuno modi", answers=21)
    ben = visit("ben", f"{long['path']}?by=time")
    newest = hand("answer_question", topic=long["pk"], by="cleo", body="Il modo nuovo")
    pill = ben.get_by_role("button", name="1 new answer")
    expect(pill).to_be_visible()
    pill.click()
    expect(card(ben, "Il modo nuovo")).to_be_in_viewport()
    expect(ben.locator(".page-numbers [aria-current]")).to_have_text("2")
    again = visit("cleo", f"{long['path']}?by=time#answer-{newest}")
    expect(card(again, "Il modo nuovo")).to_be_in_viewport()


def test_selected_words_are_quoted_and_a_half_written_answer_is_back_after_a_reload(visit, question):
    ben = visit("ben", question["path"])
    ben.locator("[data-question] [data-body] p").click(click_count=3)
    ben.get_by_role("button", name="Quote").click()
    box = ben.get_by_role("textbox", name="Your answer")
    expect(box).to_have_value(f"> [Dora Neri]({question['path']}):\n>\n> Tre secondi al freddo.\n\n")
    ben.keyboard.type("Da quando?")
    ben.reload()
    expect(box).to_have_value(f"> [Dora Neri]({question['path']}):\n>\n> Tre secondi al freddo.\n\nDa quando?")


def test_without_scripts_one_answers_votes_and_accepts(visit, question, hand):
    hand("answer_question", topic=question["pk"], by="cleo", body="Prova così")
    ben = visit("ben", question["path"], viewport=PHONE, java_script_enabled=False)
    card(ben, "Prova così").get_by_role("button", name="Helped").click()
    expect(card(ben, "Prova così").get_by_role("button", name="Helped 1")).to_be_visible()
    card(ben, "Prova così").get_by_role("button", name="This solves it").click()
    expect(ben.locator(".answer--accepted")).to_contain_text("Prova così")
    ben.get_by_role("textbox", name="Your answer").fill("Grazie a Cleo")
    ben.get_by_role("button", name="Answer", exact=True).click()
    expect(card(ben, "Grazie a Cleo")).to_be_visible()
