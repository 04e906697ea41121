"""Pages for programs: what a person can do with them, their token can, and nothing more."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intranet.collab import documents
from tests.platform.test_api import Program
from wiki import actions
from wiki.models import Page


@pytest.fixture
def ada(author):
    return Program(author)


@pytest.fixture
def ben(colleague):
    return Program(colleague)


@pytest.fixture
def cleo(outsider):
    return Program(outsider)


def test_a_page_is_begun_written_named_moved_and_taken_away(ada, ben, wiki):
    made = ada.ask("POST", f"/spaces/{wiki.pk}/pages", {"title": "Fans", "body": "Loud."})
    assert made.status_code == 201, made.content
    path = f"/pages/{made.json()['id']}"
    under = ada.ask("POST", f"/spaces/{wiki.pk}/pages", {"title": "Bearings", "under": made.json()["id"]}).json()["id"]
    written = ben.ask("PUT", f"{path}/text", {"text": "Very loud.", "based_on": 1, "note": "measured"})
    assert (written.status_code, written.json()["number"], written.json()["note"]) == (200, 2, "measured")
    assert [one["handle"] for one in written.json()["authors"]] == ["ben"]
    assert ada.get(path).json()["body"] == "Very loud."
    assert ada.ask("PATCH", path, {"title": "Ventilators"}).json()["title"] == "Ventilators"
    assert ada.ask("PUT", f"/pages/{under}/place", {"under": None}).json()["parent_id"] is None
    assert [one["title"] for one in ada.get(f"/spaces/{wiki.pk}/pages").json()["items"]] == ["Ventilators", "Bearings"]
    assert ben.ask("DELETE", path).status_code == 403
    assert ada.ask("DELETE", path).status_code == 204
    assert ada.get(path).status_code == 404


def test_sent_twice_with_one_key_it_is_one_page(ada, wiki):
    new = {"title": "Once"}
    first, again = (
        ada.ask("POST", f"/spaces/{wiki.pk}/pages", new, **{"Idempotency-Key": "a-key"}).json() for _time in range(2)
    )
    assert first == again


def test_what_one_may_not_read_is_no_page(cleo, ada, page):
    assert cleo.get(f"/pages/{page.pk}").status_code == 404
    assert cleo.get(f"/pages/{page.pk}/revisions").status_code == 404
    assert cleo.get(f"/spaces/{page.space_id}/pages").json()["items"] == []
    assert cleo.ask("PUT", f"/pages/{page.pk}/text", {"text": "Mine"}).status_code == 404
    assert ada.get(f"/spaces/{page.space_id}/pages").json()["items"][0]["id"] == page.pk


def test_who_wrote_the_same_words_meanwhile_is_not_written_over(ada, ben, page):
    ben.ask("PUT", f"/pages/{page.pk}/text", {"text": "The fans are quiet.", "based_on": 1})
    refused = ada.ask("PUT", f"/pages/{page.pk}/text", {"text": "The fans are broken.", "based_on": 1})
    assert (refused.status_code, refused.json()["current"]["text"]) == (409, "The fans are quiet.")
    assert documents.read_text(page.document) == "The fans are quiet."


def test_the_history_is_listed_read_described_and_gone_back_to(ada, ben, page):
    ben.ask("PUT", f"/pages/{page.pk}/text", {"text": "Quiet.", "based_on": 1})
    listed = ada.get(f"/pages/{page.pk}/revisions").json()["items"]
    assert [one["number"] for one in listed] == [2, 1]
    assert ada.get(f"/pages/{page.pk}/revisions/1").json()["text"] == "The fans are loud."
    assert ada.get(f"/pages/{page.pk}/revisions/9").status_code == 404
    assert ada.ask("PATCH", f"/pages/{page.pk}/revisions/2", {"note": "trial"}).json()["note"] == "trial"
    back = ada.ask("POST", f"/pages/{page.pk}/revisions/1/restoration")
    assert (back.status_code, back.json()["restored_from"]) == (201, 1)


def test_rights_and_locks_are_set_by_those_who_answer_for_it(ada, ben, page):
    path = f"/pages/{page.pk}"
    assert ben.ask("PATCH", f"{path}/rights", {"reads": "public"}).status_code == 403
    assert ada.ask("PATCH", f"{path}/rights", {"edits": "keepers"}).json()["edits"] == "keepers"
    assert ben.ask("PUT", f"{path}/text", {"text": "Mine"}).status_code == 403
    assert ada.ask("PUT", f"{path}/lock", {"reason": "Audit."}).json()["lock_reason"] == "Audit."
    assert ada.ask("DELETE", f"{path}/lock").status_code == 204


def test_chosen_readers_are_named(ada, page):
    assert ada.ask("PATCH", f"/pages/{page.pk}/rights", {"reads": "chosen"}).status_code == 422


def test_who_answers_verifies_and_reads_what_readers_say(ada, ben, page):
    path = f"/pages/{page.pk}"
    assert ada.ask("PUT", f"{path}/owner", {"owner": "@ben", "months": 6}).json()["owner"]["handle"] == "ben"
    assert [one["id"] for one in ben.get("/me/pages").json()["items"]] == [page.pk]
    assert ben.ask("POST", f"{path}/verification").json()["verified_by"]["handle"] == "ben"
    assert ada.ask("PUT", f"{path}/helpful", {"helpful": False, "words": "Which bearings?"}).status_code == 204
    [opinion] = ben.get(f"{path}/opinions").json()["items"]
    assert (opinion["words"], opinion["settled_at"]) == ("Which bearings?", None)
    assert ben.ask("PUT", f"{path}/opinions/{opinion['id']}/settled").json()["settled_at"]


def test_what_points_at_a_page_is_listed(ada, page, author):
    other = actions.create_page(page.space, by=author, title="Noise", body="See [[Fans]].")
    assert [one["id"] for one in ada.get(f"/pages/{page.pk}/backlinks").json()["items"]] == [other.pk]


def test_a_long_tree_is_listed_in_portions_at_one_cost(ada, wiki, author, queries_stay_flat):
    def more() -> None:
        for number in range(2):
            actions.create_page(wiki, by=author, title=f"Page {number}")

    more()
    queries_stay_flat(lambda: ada.get(f"/spaces/{wiki.pk}/pages"), more)
    first = ada.get(f"/spaces/{wiki.pk}/pages?limit=3").json()
    rest = ada.get(f"/spaces/{wiki.pk}/pages?limit=100&cursor={first['next']}").json()
    shown = {one["id"] for one in first["items"] + rest["items"]}
    assert shown == set(Page.objects.in_tree(wiki).values_list("pk", flat=True))


def test_a_text_is_taken_out_of_the_history_with_a_reason_by_who_answers_for_it(ada, ben, cleo, page):
    ada.ask("PUT", f"/pages/{page.pk}/text", {"text": "Quiet.", "based_on": 1})
    path = f"/pages/{page.pk}/revisions"
    assert cleo.ask("DELETE", f"{path}/1?reason=A+password").status_code == 404
    assert ben.ask("DELETE", f"{path}/1?reason=A+password").status_code == 403
    assert ada.ask("DELETE", f"{path}/1").status_code == 422
    assert ada.ask("DELETE", f"{path}/2?reason=A+password").status_code == 422
    assert ada.ask("DELETE", f"{path}/1?reason=A+password").status_code == 204
    assert ada.get(f"{path}/1").json()["text"] == ""


def test_what_a_wiki_wants_is_told_as_far_as_one_reads_it(ada, cleo, wiki, author):
    page = actions.create_page(wiki, by=author, title="Noise", body="See [[Silence]].")
    care = ada.get(f"/spaces/{wiki.pk}/wiki/care").json()
    assert care["wanted"] == [{"title": "Silence", "times": 1}]
    assert [one["id"] for one in care["orphans"]] == [page.pk]
    assert not any(cleo.get(f"/spaces/{wiki.pk}/wiki/care").json().values())


def test_a_file_that_a_text_names_and_its_writer_uploaded_is_the_pages(ada, cleo, page):
    upload = SimpleUploadedFile("notes.txt", b"Loud.", "text/plain")
    headers = {"authorization": f"Bearer {ada.secret}"}
    file = ada.client.post("/api/v1/files", {"file": upload}, headers=headers).json()["id"]
    ada.ask("PUT", f"/pages/{page.pk}/text", {"text": f"[Notes](/files/{file}/)"})
    assert [one["id"] for one in ada.get(f"/pages/{page.pk}").json()["attachments"]] == [file]
