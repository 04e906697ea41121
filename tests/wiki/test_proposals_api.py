"""Proposals for programs: made, read and decided about as by people."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from intranet.collab import documents
from tests.platform.test_api import Program
from wiki import actions
from wiki.models import Page, Proposal


@pytest.fixture
def ada(author):
    return Program(author)


@pytest.fixture
def ben(colleague):
    return Program(colleague)


@pytest.fixture
def made(ben, page) -> int:
    answer = ben.ask("POST", f"/pages/{page.pk}/proposals", {"text": "The fans are silent.", "summary": "New ones"})
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def test_a_program_proposes_reads_and_decides(ada, ben, page, made):
    [listed] = ada.get(f"/pages/{page.pk}/proposals").json()["items"]
    assert (listed["id"], listed["summary"], listed["proposer"]["handle"]) == (made, "New ones", "ben")
    [piece] = ada.get(f"/proposals/{made}").json()["pieces"]
    assert (piece["before"], piece["after"], piece["fit"]) == ("The fans are loud.", "The fans are silent.", "clean")
    path = f"/proposals/{made}/pieces/{piece['id']}/decision"
    assert ben.ask("PUT", path, {"accept": True}).status_code == 403
    answer = ada.ask("PUT", path, {"accept": True, "reason": "Right."}).json()
    assert (answer["outcome"], answer["pieces"][0]["reason"]) == ("accepted", "Right.")
    assert "silent" in documents.read_text(page.document)
    assert ada.ask("PUT", path, {"accept": False}).status_code == 409
    assert ada.get(f"/pages/{page.pk}/proposals").json()["items"] == []
    assert len(ada.get(f"/pages/{page.pk}/proposals?show=closed").json()["items"]) == 1


def test_a_conflict_comes_with_both_texts_and_is_resolved_with_what_was_seen(ada, page, made, write, author):
    write(page, author, "The fans are very loud.")
    write(page, author, "The fans are broken.")
    [piece] = ada.get(f"/proposals/{made}").json()["pieces"]
    assert (piece["fit"], piece["there"]) == ("conflict", "The fans are broken.")
    path = f"/proposals/{made}/pieces/{piece['id']}/decision"
    refused = ada.ask("PUT", path, {"accept": True})
    assert refused.status_code == 409
    assert refused.json()["current"] == {"there": "The fans are broken.", "proposed": "The fans are silent."}
    solved = {"accept": True, "text": "The fans are gone.", "instead_of": "The fans are broken."}
    assert ada.ask("PUT", path, solved).status_code == 200
    assert documents.read_text(page.document).strip() == "The fans are gone."


def test_a_proposal_is_withdrawn_by_its_program_alone(ada, ben, made):
    assert ada.ask("DELETE", f"/proposals/{made}").status_code == 403
    assert ben.ask("DELETE", f"/proposals/{made}").status_code == 204
    assert Proposal.objects.get(pk=made).outcome == "withdrawn"


def test_what_one_may_not_read_is_no_proposal(outsider, page: Page, made):
    cleo = Program(outsider)
    assert cleo.get(f"/proposals/{made}").status_code == 404
    assert cleo.get(f"/pages/{page.pk}/proposals").status_code == 404
    assert cleo.ask("POST", f"/pages/{page.pk}/proposals", {"text": "Mine"}).status_code == 404


def test_a_proposal_of_nothing_is_refused(ben, page):
    assert ben.ask("POST", f"/pages/{page.pk}/proposals", {"text": page.body}).status_code == 422


def test_what_a_guest_proposes_is_let_out_by_a_program_once(ada, ben, author, page):
    actions.set_reading(page, by=author, reads="public")
    actions.set_proposing(page, by=author, proposals="readers")
    text = "The fans are far too loud."
    held = actions.propose_change(page, by=AnonymousUser(), text=text, guest=actions.Guest("Nina"))
    path = f"/entries/{held.pk}/held"
    assert ben.ask("PUT", path, {"let_out": True}).status_code == 404
    assert ada.ask("PUT", path, {"let_out": True}).status_code == 204
    assert ada.ask("PUT", path, {"let_out": False}).status_code == 409
    assert [one["id"] for one in ben.get(f"/pages/{page.pk}/proposals").json()["items"]] == [held.pk]
