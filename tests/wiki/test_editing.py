"""Writing a page besides the editor's socket: the form, the title, versions by hand, and who is heard to write."""

from __future__ import annotations

import pytest
from django.urls import reverse

from intranet.collab import documents
from wiki import actions
from wiki.models import Page

JSON = {"HTTP_ACCEPT": "application/json"}


def at(name: str, page: Page) -> str:
    return reverse(f"wiki:{name}", args=[page.pk])


def fresh(page: Page) -> Page:
    return Page.objects.select_related("space", "author").get(pk=page.pk)


def test_the_editing_page_lets_the_editors_own_style_sheets_in_and_no_others(page, author, as_):
    answer = as_(author).get(at("edit", page))
    policy = answer["Content-Security-Policy"]
    nonce = answer.content.decode().split('data-nonce="')[1].split('"')[0]
    assert f"style-src 'self' 'nonce-{nonce}'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in as_(author).get(page.get_absolute_url())["Content-Security-Policy"]


def test_the_form_writes_text_and_title_and_leads_to_the_page(page, author, as_):
    answer = as_(author).post(
        at("edit", page), {"title": "Big fans", "text": "They hum.", "began": "The fans are loud."}
    )
    assert answer.status_code == 302
    page = fresh(page)
    assert (page.title, page.body) == ("Big fans", "They hum.")


def test_a_form_begins_from_the_working_text_and_merges_with_what_was_written_since(
    page, author, colleague, write, as_
):
    write(page, colleague, "The fans are loud. They hum.")
    began = as_(author).get(at("edit", page)).context["form"]["began"].value()
    assert began == "The fans are loud. They hum."
    write(page, colleague, "The fans are loud. They hum. They wear.")
    mine = {"text": "The big fans are loud. They hum.", "began": began}
    assert as_(author).post(at("edit", page), mine).status_code == 302
    assert fresh(page).body == "The big fans are loud. They hum. They wear."


def test_the_same_words_changed_meanwhile_come_back_with_both_texts_and_nothing_is_written(
    page, author, colleague, write, as_
):
    began = "The fans are loud."
    write(page, colleague, "The fans are quiet.")
    answer = as_(author).post(at("edit", page), {"text": "The fans are broken.", "began": began})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "The fans are broken." in shown
    assert "The fans are quiet." in shown
    assert documents.read_text(page.document) == "The fans are quiet."
    # Having seen it, one sends once more.
    again = {"text": "The fans are quiet, but broken.", "began": answer.context["form"]["began"].value()}
    assert as_(author).post(at("edit", page), again).status_code == 302
    assert fresh(page).body == "The fans are quiet, but broken."


def test_what_makes_no_sense_keeps_what_was_typed(page, author, as_):
    answer = as_(author).post(at("edit", page), {"title": "x" * 300, "text": "They hum."})
    assert answer.status_code == 422
    assert "They hum." in answer.content.decode()
    assert as_(author).post(at("edit", page), {"text": "They hum.", "based_on": "99"}).status_code == 422


def test_the_title_is_renamed_and_what_is_no_title_refused_with_a_sentence(page, colleague, as_):
    done = as_(colleague).post(at("title", page), {"title": "Big  fans"}, **JSON)
    assert done.json()["title"] == "Big fans"
    assert fresh(page).title == "Big fans"
    refused = as_(colleague).post(at("title", page), {"title": "x" * 201}, **JSON)
    assert refused.status_code == 422
    assert refused.json()["detail"] == "The title is too long: 200 characters at most."


def test_a_version_is_saved_with_a_note(page, colleague, write, as_):
    write(page, colleague, "They hum.")
    done = as_(colleague).post(at("save", page), {"note": "after the trial"}, **JSON)
    assert done.json() == {"number": 2, "published": True, "said": "Version 2 saved"}
    assert fresh(page).versions.first().note == "after the trial"
    assert as_(colleague).post(at("save", page), {"note": "x" * 201}, **JSON).status_code == 422


def test_where_pages_are_brought_out_by_hand_only_publish_does(page, author, write, as_):
    actions.set_reading(page, by=author, reads=Page.Reads.PUBLIC)
    write(page, author, "They hum.")
    ada = as_(author)
    assert "data-can-publish" in ada.get(at("edit", page)).content.decode()
    assert ada.post(at("save", page), **JSON).json()["published"] is False
    assert fresh(page).body == "The fans are loud."
    assert ada.post(at("publish", page), **JSON).json()["published"] is True
    assert fresh(page).body == "They hum."


@pytest.mark.parametrize("name", ["edit", "title", "save", "publish"])
def test_who_may_read_but_not_write_is_refused_with_a_sentence(name, page, author, colleague, as_):
    actions.lock_page(page, by=author, reason="Waiting for the lawyers.")
    answer = as_(colleague).post(at(name, page), {"title": "Mine", "text": "Mine"}, **JSON)
    assert answer.status_code == 403
    assert "Waiting for the lawyers." in answer.content.decode()
    assert documents.read_text(page.document) == "The fans are loud."


def test_readers_are_told_the_names_of_those_they_hear_and_no_others(page, author, colleague, outsider, as_):
    asked = at("writers", page)
    assert as_(colleague).get(asked, {"who": f"{author.pk}"}).json() == {str(author.pk): "Ada Bianchi"}
    assert as_(outsider).get(asked, {"who": f"{author.pk}"}).status_code == 404
    for nonsense in ("", "ada", "1,,2", "٣", "9" * 30):
        assert as_(colleague).get(asked, {"who": nonsense}).status_code == 404
