"""Remarks, figures, and proposals as a whole, for programs."""

from __future__ import annotations

import pytest

from intranet.collab import documents
from tests.platform.test_api import Program
from wiki import actions
from wiki.models import Page

TEXT = "A customer sends it back.\n\nWe answer in an hour.\n\nBatteries travel alone."


@pytest.fixture
def returns(wiki, author) -> Page:
    return actions.create_page(wiki, by=author, title="Returns", body=TEXT)


@pytest.fixture
def ada(author):
    return Program(author)


@pytest.fixture
def ben(colleague):
    return Program(colleague)


@pytest.fixture
def cleo(outsider):
    return Program(outsider)


def test_a_passage_is_commented_on_answered_and_dealt_with(ada, ben, returns):
    path = f"/pages/{returns.pk}/remarks"
    made = ben.ask("POST", path, {"quote": "in an hour", "body": "Also on Sundays?"})
    assert made.status_code == 201, made.content
    remark = made.json()["id"]
    answer = ada.ask("POST", f"/entries/{returns.pk}/comments", {"body": "No.", "parent": remark})
    assert answer.status_code == 201, answer.content
    [listed] = ada.get(path).json()["items"]
    assert (listed["id"], listed["quote"], listed["gone"]) == (remark, "in an hour", False)
    assert [one["body"] for one in listed["answers"]] == ["No."]
    assert ada.ask("PUT", f"/remarks/{remark}/resolution").status_code == 204
    assert ada.get(path).json()["items"] == []
    [resolved] = ada.get(f"{path}?show=resolved").json()["items"]
    assert resolved["resolved_by"]["handle"] == "ada"
    assert ben.ask("DELETE", f"/remarks/{remark}/resolution").status_code == 204
    assert [one["id"] for one in ada.get(path).json()["items"]] == [remark]


def test_words_that_do_not_stand_there_are_not_commented_on(ben, returns):
    refused = ben.ask("POST", f"/pages/{returns.pk}/remarks", {"quote": "in a week", "body": "Why?"})
    assert refused.status_code == 422


def test_what_one_may_not_read_has_no_remarks(cleo, ben, ada, returns):
    remark = ben.ask("POST", f"/pages/{returns.pk}/remarks", {"quote": "in an hour", "body": "Why?"}).json()["id"]
    assert cleo.get(f"/pages/{returns.pk}/remarks").status_code == 404
    assert cleo.ask("POST", f"/pages/{returns.pk}/remarks", {"quote": "an hour", "body": "?"}).status_code == 404
    assert cleo.ask("PUT", f"/remarks/{remark}/resolution").status_code == 404
    comment = ada.ask("POST", f"/entries/{returns.pk}/comments", {"body": "Good."}).json()["id"]
    assert ada.ask("PUT", f"/remarks/{comment}/resolution").status_code == 404


def test_many_remarks_come_in_portions_at_one_cost(ada, author, colleague, returns, queries_stay_flat):
    def more() -> None:
        for person in (author, colleague):
            actions.comment_on_passage(returns, by=person, body="Really?", quote="Batteries")

    more()
    queries_stay_flat(lambda: ada.get(f"/pages/{returns.pk}/remarks"), more)
    first = ada.get(f"/pages/{returns.pk}/remarks?limit=3").json()
    rest = ada.get(f"/pages/{returns.pk}/remarks?cursor={first['next']}").json()
    assert len(first["items"]) == 3
    assert len({one["id"] for one in first["items"] + rest["items"]}) == returns.anchors.count()


def test_a_proposal_is_revised_by_its_program_and_decided_about_as_a_whole(ada, ben, returns, write, author):
    asked = {"text": TEXT.replace("an hour", "a day"), "summary": "Honest"}
    made = ben.ask("POST", f"/pages/{returns.pk}/proposals", asked).json()["id"]
    both = TEXT.replace("an hour", "a day").replace("alone", "by road")
    assert ada.ask("PUT", f"/proposals/{made}", {"text": both}).status_code == 403
    assert ben.ask("PUT", f"/proposals/{made}", {"text": TEXT}).status_code == 422
    assert len(ben.ask("PUT", f"/proposals/{made}", {"text": both}).json()["pieces"]) == 2
    assert [one["id"] for one in ada.get("/me/proposals").json()["items"]] == [made]
    assert ben.get("/me/proposals").json()["items"] == []
    assert [one["id"] for one in ben.get("/me/proposals?show=own").json()["items"]] == [made]
    write(returns, author, TEXT.replace("alone", "in steel"))
    path = f"/proposals/{made}/decision"
    assert ben.ask("PUT", path, {"accept": True}).status_code == 403
    decided = ada.ask("PUT", path, {"accept": True}).json()
    assert (decided["left"], decided["outcome"]) == (1, "open")
    assert "a day" in documents.read_text(returns.document)
    rest = ada.ask("PUT", path, {"accept": False, "reason": "Steel it is."}).json()
    assert (rest["left"], rest["outcome"]) == (0, "partly")
    assert ada.ask("PUT", path, {"accept": True}).status_code == 422


def test_who_answers_for_a_page_reads_its_figures_and_nobody_else(ada, ben, cleo, returns):
    path = f"/pages/{returns.pk}/statistics"
    figures = ada.get(path).json()
    assert (figures["readers"], len(figures["by_day"]), figures["searches"]) == (0, figures["days"], [])
    assert ben.get(path).status_code == 403
    assert cleo.get(path).status_code == 404
