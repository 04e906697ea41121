"""What is searched for is counted by words and by how many people, and shown when there are several."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.search import heard, indexing
from intranet.search.models import Asking
from tests.factories import a_person


@pytest.fixture(autouse=True)
def _empty_index(db):
    indexing.rebuild_index.call()


def look(client, text: str, *, opens: bool = False, **query):
    """Search, and send what the page of results sends."""
    html = client.get("/search/", {"q": text, **query}).content.decode()
    found = re.search(r'heard="([^"]+)"', html)
    if found is None:
        return None
    return client.post("/search/heard/", {"token": found[1], "opened": "1" if opens else ""})


def test_words_that_three_people_found_nothing_by_are_reported_without_names(
    as_, moderator, author, colleague, outsider
):
    for person in (author, colleague):
        look(as_(person), "Parking permit")
        look(as_(person), "parking  PERMIT")
    assert heard.found_nothing() == []
    look(as_(outsider), "parking permit")
    assert [(line.text, line.people, line.times) for line in heard.found_nothing()] == [("parking permit", 3, 5)]
    html = as_(moderator).get("/search/reports/").content.decode()
    assert "parking permit" in html
    assert "Ada" not in html.partition("<main")[2].partition("</main>")[0]
    table = as_(moderator).get("/search/reports/?table=nothing")
    assert '"parking permit","3","5"' in table.content.decode()


def test_found_and_not_opened_is_another_list_and_opening_takes_one_out(
    as_, author, colleague, outsider, moderator, run_jobs
):
    publish_post(by=author, title="Expenses", body="How to hand them in.")
    run_jobs()
    for person in (author, colleague, outsider):
        look(as_(person), "expenses")
    assert [line.text for line in heard.opened_nothing()] == ["expenses"]
    look(as_(outsider), "expenses", opens=True)
    assert heard.opened_nothing() == []
    assert heard.found_nothing() == []


def test_a_token_counts_for_whom_it_was_made(as_, author, outsider):
    token = heard.token_for(author, "parking", 0)
    assert as_(outsider).post("/search/heard/", {"token": token}).status_code == 400
    assert as_(author).post("/search/heard/", {"token": f"{token}x"}).status_code == 400
    assert not Asking.objects.exists()


def test_guests_are_counted_by_where_they_come_from_and_the_token_is_nobody_elses(client):
    for number in (1, 2, 3, 3):
        html = client.get(
            reverse("search:street"), {"q": "freezer mode"}, REMOTE_ADDR=f"192.0.2.{number}"
        ).content.decode()
        token = re.search(r'heard="([^"]+)"', html)[1]
        assert client.post("/search/heard/", {"token": token}, REMOTE_ADDR="192.0.2.9").status_code == 400
        assert client.post("/search/heard/", {"token": token}, REMOTE_ADDR=f"192.0.2.{number}").status_code == 204
    assert [(line.text, line.people) for line in heard.found_nothing(outside=True)] == [("freezer mode", 3)]
    assert not any("192.0.2" in row.who for row in Asking.objects.all())


def test_operators_and_filters_are_not_counted_nor_is_the_inner_search_of_guests(as_, author, guest):
    assert look(as_(author), "parking from:ben") is None
    assert look(as_(author), "parking", tag="cars") is None
    assert look(as_(guest), "parking") is None


def test_nothing_kept_tells_that_one_person_asked_for_two_texts(as_, author):
    look(as_(author), "parking")
    look(as_(author), "permits")
    first, second = Asking.objects.values_list("who", flat=True)
    assert first != second


def test_a_formula_is_text_in_the_table_and_old_words_go(as_, moderator, db):
    for number in range(heard.FEWEST_PEOPLE):
        person = a_person(f"Asker {number}")
        heard.count_search(by=person, token=heard.token_for(person, "2000 cars", 0), opened=False)
    Asking.objects.update(text="=2000 cars")
    assert '"\'=2000 cars"' in as_(moderator).get("/search/reports/?table=nothing").content.decode()
    Asking.objects.update(last_at=now() - timedelta(days=heard.KEPT_DAYS + 1))
    assert heard.found_nothing() == []
    heard.forget_old.call()
    assert not Asking.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("author", 403), ("customer", 403), ("moderator", 200), ("admin", 200)])
def test_the_reports_are_for_those_who_keep_order(as_, who, status, request):
    assert as_(request.getfixturevalue(who)).get("/search/reports/").status_code == status
