"""Search: everything one may read is found, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from feeds.actions import edit_post, publish_post
from intranet.content import actions as content_actions
from intranet.search import indexing
from intranet.search.asked import read
from intranet.search.engine import engine
from intranet.search.highlight import marked, snippet
from intranet.search.models import Pending, Rebuild
from intranet.search.queries import FEW, search


@pytest.fixture(autouse=True)
def _empty_index(db):
    indexing.rebuild_index.call()


def found_by(person, text: str, **how) -> list[str]:
    return [str(entry) for entry in search(person, text, **how).entries]


@pytest.fixture
def lab_post(author, lab, run_jobs):
    post = publish_post(by=author, space=lab, title="Quieter fans", body="The new bearings halve the noise. #cooling")
    run_jobs()
    return post


@pytest.mark.parametrize(
    ("who", "finds"),
    [
        ("author", True),
        ("colleague", True),
        ("outsider", False),
        ("customer", False),
        ("moderator", False),
        ("admin", False),
        ("deactivated", False),
        ("guest", False),
    ],
)
def test_a_post_of_a_closed_space_is_found_by_its_members_alone(who, finds, lab_post, request):
    person = request.getfixturevalue(who)
    found = search(person, "bearings")
    assert bool(found.entries) is finds
    assert found.total == (1 if finds else 0)


@pytest.mark.parametrize(
    "typed",
    [
        "bearing",
        "BEARINGS",
        "halves noise",
        "quieter",
        "quieter fan",
        '"new bearings"',
        "cooling",
        "fans quieter",
        "bear",
    ],
)
def test_forms_beginnings_phrases_tags_and_any_order_find_it(typed, author, lab_post):
    assert found_by(author, typed) == ["Quieter fans"]


@pytest.mark.parametrize("typed", ["noise bananas", '"bearings new"', "bananas"])
def test_what_is_not_said_is_not_found(typed, author, lab_post):
    assert found_by(author, typed) == []


def test_italian_words_meet_whatever_their_ending_and_accents(author, run_jobs):
    publish_post(by=author, title="Turni", body="Perché organizziamo i turni così? Le riunioni durano troppo.")
    run_jobs()
    for typed in ("perche", "organizzare", "riunione", "COSÌ", "turno"):
        assert found_by(author, typed) == ["Turni"], typed


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "*",
        "NOT",
        "\\",
        "~",
        "c++",
        '"',
        '"""',
        "(",
        "title:x",
        "project-team",
        "l'ufficio",
        "a" * 3000,
        "AND OR",
    ],
)
def test_odd_input_is_answered_and_never_breaks(typed, author, lab_post):
    assert search(author, typed).entries == []


def test_an_edit_is_found_by_its_new_words_and_not_by_its_old(author, lab_post, run_jobs):
    edit_post(lab_post, by=author, title="Quieter fans", body="Felt pads do it.")
    run_jobs()
    assert found_by(author, "bearings") == []
    assert found_by(author, "felt") == ["Quieter fans"]


def test_what_is_deleted_is_not_found_even_while_the_index_is_late(author, colleague, lab_post):
    content_actions.delete_entry(lab_post, by=author)
    assert Pending.objects.filter(pk=lab_post.entry_id).exists()
    found = search(colleague, "bearings")
    assert (found.entries, found.total) == ([], 0)


def test_what_moves_out_of_reach_is_not_found_though_the_index_is_late(author, colleague, outsider, lab_post, vault):
    content_actions.move_entry(lab_post, by=author, space=vault, audience=vault.audience)
    assert found_by(colleague, "bearings") == []
    indexing.index_pending.call()
    assert found_by(author, "bearings") == ["Quieter fans"]
    assert found_by(colleague, "bearings") == []


def test_a_change_in_a_transaction_that_fails_leaves_nothing_to_index(author, lab):
    class Trouble(Exception):
        pass

    from intranet.realtime.units import unit

    with pytest.raises(Trouble), unit():
        publish_post(by=author, space=lab, body="never happened")
        raise Trouble
    assert not Pending.objects.exists()


@pytest.mark.embedded
def test_a_broken_index_is_answered_from_the_database_and_rebuilt(author, lab_post, run_jobs):
    for segment in Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]).glob("*"):
        segment.write_bytes(b"broken")
    found = search(author, "bearings")
    assert found.degraded
    assert [str(entry) for entry in found.entries] == ["Quieter fans"]
    run_jobs()
    found = search(author, "bearings")
    assert not found.degraded
    assert len(found.entries) == 1


def test_an_index_that_fails_to_write_keeps_what_waits(author, lab, monkeypatch):
    post = publish_post(by=author, space=lab, body="durable")

    def full_disk(*_args, **_kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr(engine(), "write", full_disk)
    with pytest.raises(OSError, match="space"):
        indexing.index_pending.call()
    assert Pending.objects.filter(pk=post.entry_id).exists()


def test_found_words_are_marked_and_everything_else_is_escaped():
    hostile = "hello <img src=x onerror=alert(1) // world, the bearings & <b>more"
    shown = marked(hostile, ["bearing"])
    assert "<mark>bearings</mark>" in shown
    assert "<img" not in shown
    assert "<b>" not in shown
    assert "&lt;img" in shown


def test_a_snippet_begins_near_the_match_and_cuts_between_words():
    text = "word " * 200 + "needle " + "tail " * 200
    shown = snippet(text, ["needle"])
    assert "<mark>needle</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 300


def test_what_was_typed_is_taken_apart_into_words_and_phrases(db):
    asked = read('fans "new bearings" Più', AnonymousUser())
    assert (asked.words, asked.phrases) == (("fans", "piu"), (("new", "bearings"),))


# --- The pages --------------------------------------------------------------------------------------------------------


def test_the_page_shows_results_people_and_spaces(as_, author, colleague, lab_post):
    page = as_(author).get("/search/", {"q": "bearings"}).content.decode()
    assert "Quieter fans" in page
    assert "<mark>bearings</mark>" in page
    page = as_(author).get("/search/", {"q": "ben"}).content.decode()
    assert "<mark>Ben</mark> Rossi" in page


def test_a_guest_searches_what_is_public_and_meets_no_people(as_, guest, author, porch, lab_post, run_jobs):
    publish_post(by=author, space=porch, title="Opening hours", body="We are here from eight, bearings included.")
    run_jobs()
    page = as_(guest).get("/search/", {"q": "bearings"}).content.decode()
    assert "Opening hours" in page
    assert "Quieter fans" not in page
    assert 'class="person-row"' not in as_(guest).get("/search/", {"q": "ada"}).content.decode()


def test_the_palette_offers_spaces_people_and_entries_this_person_may_know(as_, colleague, outsider, lab_post, vault):
    offered = {item["label"] for item in as_(colleague).get("/palette/", {"q": "quieter"}).json()["items"]}
    assert "Quieter fans" in offered
    offered = {item["label"] for item in as_(outsider).get("/palette/", {"q": "quieter"}).json()["items"]}
    assert "Quieter fans" not in offered
    offered = {item["label"] for item in as_(outsider).get("/palette/", {"q": "vault"}).json()["items"]}
    assert "Vault" not in offered


def test_the_page_costs_the_same_for_few_results_and_for_many(as_, author, lab, run_jobs, queries_stay_flat):
    client = as_(author)

    def grow():
        publish_post(by=author, space=lab, title="Bearings again", body="more #bearings")
        run_jobs()

    # Where fewer are found than this, other spellings are looked for, too: in SQL on PostgreSQL.
    for _ in range(FEW):
        grow()
    queries_stay_flat(lambda: client.get("/search/", {"q": "bearings"}), grow, times=3)


def test_a_search_that_fails_for_another_reason_is_answered_and_builds_nothing_anew(
    author, lab_post, run_jobs, monkeypatch
):
    with monkeypatch.context() as moment:
        moment.setattr(engine(), "find", lambda *_asked, **_options: 1 / 0)
        assert search(author, "bearings").degraded
    run_jobs()
    assert not Rebuild.objects.exists()
    assert indexing.mend_index.call() is False
    assert not search(author, "bearings").degraded
