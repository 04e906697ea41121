"""Saved searches tell their holder of what is new, once, and of nothing the holder may not read."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.content.actions import delete_entry
from intranet.content.actions.stances import block
from intranet.notifications.models import Notification
from intranet.search import alerts, indexing
from intranet.search.actions import MOST, delete_search, save_search, set_alert, watch_words
from intranet.search.asked import read
from intranet.search.documents import documents_of, indexable
from intranet.search.matching import Held
from intranet.search.models import Match, SavedSearch, ToMatch
from intranet.search.queries import search

from .search_world import library
from .threads import together


@pytest.fixture(autouse=True)
def _empty_index(db):
    indexing.rebuild_index.call()


def told(person) -> list[str]:
    return [str(row.entry) for row in Notification.objects.filter(recipient=person, reason="saved").order_by("pk")]


def test_who_keeps_a_search_with_an_alert_is_told_of_what_is_new(as_, author, colleague, lab, run_jobs):
    publish_post(by=author, space=lab, title="Old", body="Fans of the old sort.")
    run_jobs()
    form = {"name": "Fans", "query": "q=fans&space=lab", "alert": "at_once"}
    answer = as_(colleague).post("/settings/searches/", form)
    assert answer["Location"] == "/search/?q=fans&space=lab"
    publish_post(by=author, space=lab, title="Quieter fans", body="New bearings.")
    publish_post(by=author, title="Fans elsewhere", body="Not in the lab.")
    run_jobs()
    assert told(colleague) == ["Quieter fans"]
    assert Notification.objects.get(recipient=colleague, reason="saved").group == "saved"


def test_nobody_is_told_of_what_they_may_not_read_or_wrote_or_of_the_blocked(
    author, colleague, outsider, customer, lab, run_jobs
):
    for person in (author, colleague, outsider, customer):
        watch_words(by=person, words="bearings")
    block(colleague, by=outsider)
    publish_post(by=author, space=lab, title="Within", body="New bearings.")
    publish_post(by=colleague, title="For all", body="The bearing is loud.")
    run_jobs()
    assert told(author) == ["For all"]
    assert told(colleague) == ["Within"]
    assert (told(outsider), told(customer)) == ([], [])


def test_a_watch_hears_all_forms_of_a_word_or_exactly_one(author, colleague, outsider, run_jobs):
    watch_words(by=colleague, words="price list")
    watch_words(by=outsider, words="price list", exactly=True)
    publish_post(by=author, title="Forms", body="Two prices lists came.")
    publish_post(by=author, title="Exact", body="The new Price List is here.")
    publish_post(by=author, title="Neither", body="The list of the price.")
    run_jobs()
    assert told(colleague) == ["Forms", "Exact"]
    assert told(outsider) == ["Exact"]


def test_an_edit_or_a_second_search_tells_nobody_twice(author, colleague, run_jobs):
    save_search(by=colleague, name="One", query="q=fans", alert="at_once")
    save_search(by=colleague, name="Two", query="q=quieter", alert="at_once")
    post = publish_post(by=author, title="Quieter fans", body="New bearings.")
    run_jobs()
    indexing.mark_changed([post.entry_id])
    run_jobs()
    assert told(colleague) == ["Quieter fans"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_once(author, colleague):
    save_search(by=colleague, name="Fans", query="q=fans", alert="at_once")
    post = publish_post(by=author, title="Quieter fans", body="New bearings.")
    saved = SavedSearch.objects.get()
    entry = indexable().get(pk=post.entry_id)
    assert sorted(together(lambda: alerts.note_match(saved, entry), lambda: alerts.note_match(saved, entry))) == [
        False,
        True,
    ]
    assert Match.objects.count() == 1


def test_who_is_killed_before_the_saved_searches_have_looked_misses_nothing(author, colleague, run_jobs, monkeypatch):
    save_search(by=colleague, name="Fans", query="q=fans", alert="at_once")
    publish_post(by=author, title="Quieter fans", body="New bearings.")
    with monkeypatch.context() as broken:
        broken.setattr(alerts, "documents_of", lambda entries: 1 / 0)
        indexing.index_pending.call()
        with pytest.raises(ZeroDivisionError):
            alerts.match_new.call()
    assert ToMatch.objects.count() == 1
    alerts.match_new.call()
    run_jobs()
    assert (told(colleague), ToMatch.objects.count()) == (["Quieter fans"], 0)


def test_a_word_that_everybody_writes_is_told_so_often_a_day_and_the_rest_in_the_morning(
    author, colleague, run_jobs, monkeypatch
):
    monkeypatch.setattr(alerts, "MOST_AT_ONCE", 2)
    noon = now().replace(hour=11, minute=0)
    with time_machine.travel(noon, tick=False):
        watch_words(by=colleague, words="fans")
        watch_words(by=colleague, words="bearings")
    with time_machine.travel(noon + timedelta(hours=1), tick=False):
        for number in range(4):
            publish_post(by=author, title=f"Fans {number}", body="Loud.")
        publish_post(by=author, title="Bearings", body="New.")
        run_jobs()
    assert told(colleague) == ["Fans 0", "Fans 1", "Bearings"]
    with time_machine.travel(noon + timedelta(hours=21), tick=False):
        alerts.tell_daily.call()
        run_jobs()
        publish_post(by=author, title="Fans tomorrow", body="Loud.")
        run_jobs()
    gathered = Notification.objects.filter(recipient=colleague, activity__verb="search.saved.gathered")
    assert gathered.count() == 1
    assert "Fans tomorrow" in told(colleague), "another day"
    assert not Match.objects.filter(told_at=None).exists()


def test_once_a_day_tells_once_of_all_that_can_still_be_read(author, colleague, run_jobs):
    save_search(by=colleague, name="Fans", query="q=fans", alert="daily")
    gone = publish_post(by=author, title="Fans, one", body="One.")
    publish_post(by=author, title="Fans, two", body="Two.")
    run_jobs()
    assert Notification.objects.filter(recipient=colleague, reason="saved").count() == 0
    delete_entry(gone, by=author)
    alerts.tell_daily.call()
    run_jobs()
    alerts.tell_daily.call()
    run_jobs()
    row = Notification.objects.get(recipient=colleague, reason="saved")
    assert (row.entry, row.activity.label) == (None, "Fans")
    assert row.activity.details["page"] == "/search/?q=fans&sort=newest"


def test_switching_an_alert_on_again_brings_nothing_from_before(author, colleague, run_jobs):
    saved = save_search(by=colleague, name="Fans", query="q=fans", alert="at_once")
    assert set_alert(saved, by=colleague, alert="off")
    post = publish_post(by=author, title="Quieter fans", body="New bearings.")
    run_jobs()
    assert set_alert(saved, by=colleague, alert="at_once")
    indexing.mark_changed([post.entry_id])
    run_jobs()
    assert told(colleague) == []


def test_what_makes_no_sense_is_refused_with_what_was_typed(as_, author):
    answer = as_(author).post("/settings/searches/", {"name": "<b>Empty", "query": "", "alert": "at_once"})
    assert answer.status_code == 422
    assert 'value="&lt;b&gt;Empty"' in answer.content.decode()
    answer = as_(author).post("/settings/searches/watch/", {"words": " , ", "alert": "at_once"})
    assert answer.status_code == 422
    with pytest.raises(ValidationError):
        save_search(by=author, name="Fans", query="q=fans", alert="hourly")
    SavedSearch.objects.bulk_create(SavedSearch(person=author, name=str(n), query="q=x") for n in range(MOST))
    with pytest.raises(ValidationError, match="fifty"):
        save_search(by=author, name="One more", query="q=fans")


def test_a_saved_search_is_its_holders_alone(as_, author, outsider):
    saved = save_search(by=author, name="Fans", query="q=fans", alert="daily")
    for path in (f"/settings/searches/{saved.pk}/", f"/settings/searches/{saved.pk}/delete/"):
        assert as_(outsider).post(path, {"alert": "off"}).status_code == 404
    assert set_alert(saved, by=outsider, alert="off") is False
    assert delete_search(saved, by=outsider) is False
    assert "Fans" in as_(author).get("/settings/searches/").content.decode()
    as_(author).post(f"/settings/searches/{saved.pk}/delete/")
    assert not SavedSearch.objects.exists()


def test_old_matches_are_thrown_away(author, colleague, run_jobs):
    save_search(by=colleague, name="Fans", query="q=fans", alert="at_once")
    publish_post(by=author, title="Quieter fans", body="New bearings.")
    run_jobs()
    Match.objects.update(found_at=now() - alerts.KEPT - timedelta(days=1))
    alerts.tell_daily.call()
    assert not Match.objects.exists()


QUESTIONS = [
    "bearings",
    "bearing noise",
    '"new bearings"',
    '"bearings new"',
    "riunioni",
    "perche",
    "fans -loud",
    '-"new bearings" bearings',
    "tag:cooling",
    "in:lab",
    "before:2026-03 bearings",
    "after:2026-03",
    "is:unanswered",
    "has:file",
    "kind:post ufficio",
    "from:me noise",
    "the",
    '"on the budget"',
    "-bearings",
    "ada",
    "nothing",
]


def test_holding_an_entry_against_a_question_agrees_with_asking_the_index(author, lab, porch):
    """The same rule twice, so it is asked both ways."""
    library(author, lab, porch)
    indexing.rebuild_index.call()
    held = [Held(document) for document in documents_of(list(indexable()))]
    for question in QUESTIONS:
        asked = read(f"{question} ", author)
        by_index = {entry.entry_id for entry in search(author, f"{question} ").entries}
        assert {one.document.entry_id for one in held if one.finds(asked)} == by_index, question


def test_programs_keep_searches_as_people_do(as_, author, outsider):
    client = as_(author)
    fresh = {"name": "Fans", "query": "q=fans&tag=cooling&nonsense=1", "alert": "daily"}
    made = client.post("/api/v1/me/searches", fresh, content_type="application/json")
    assert (made.status_code, made.json()["query"]) == (201, "q=fans&tag=cooling")
    watch = client.post("/api/v1/me/watches", {"words": "price list"}, content_type="application/json").json()
    assert (watch["is_watch"], watch["alert"]) == (True, "at_once")
    assert [one["name"] for one in client.get("/api/v1/me/searches").json()] == ["Fans", "price list"]
    path = f"/api/v1/me/searches/{watch['id']}"
    assert client.put(path, {"alert": "hourly"}, content_type="application/json").status_code == 422
    assert as_(outsider).delete(path).status_code == 404
    assert client.delete(path).status_code == 204
    assert client.get("/api/v1/search-reports").status_code == 403
