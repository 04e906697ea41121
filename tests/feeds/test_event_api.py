"""Events for programs."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from feeds.events.actions import answer_event
from feeds.models import Event
from tests.feeds.events_at_hand import an_event
from tests.platform.test_api import Program

pytestmark = pytest.mark.django_db
SOON = (localdate() + timedelta(days=9)).isoformat()


def test_a_program_invites_changes_and_cancels(author, colleague, lab):
    ada, ben = Program(author), Program(colleague)
    new = {
        "title": "Call",
        "starts_on": SOON,
        "starts_at": "09:00",
        "time_zone": "America/New_York",
        "organisers": ["ben"],
    }
    made = ada.ask("POST", f"/spaces/{lab.pk}/events", new)
    assert made.status_code == 201
    path = f"/events/{made.json()['id']}"
    shown = ada.get(path).json()
    assert (shown["starts_at"], shown["ends_at"], shown["time_zone"]) == ("09:00:00", "10:00:00", "America/New_York")
    assert [person["handle"] for person in shown["organisers"]] == ["ben"]
    assert ben.ask("PUT", path, {"place": "Line 2", "capacity": 4}).json()["capacity"] == 4
    assert ben.ask("PUT", path, {"capacity": None, "time_zone": None}).json()["capacity"] is None
    assert ben.ask("PUT", path, {"title": "Mine"}).status_code == 403
    assert ada.ask("PUT", f"{path}/cancellation", {"why": "Rain"}).json()["cancelled_why"] == "Rain"
    assert ada.ask("DELETE", f"{path}/cancellation").json()["cancelled"] is False


def test_the_same_key_makes_one_event(author, lab):
    ada, key = Program(author), str(uuid.uuid4())
    new = {"title": "Call", "starts_on": SOON, "all_day": True}
    made = [ada.ask("POST", f"/spaces/{lab.pk}/events", new, idempotency_key=key).json()["id"] for _ in range(2)]
    assert made[0] == made[1]
    assert Event.objects.count() == 1


def test_an_answer_says_what_was_made_of_it(author, colleague, outsider, plaza):
    event = an_event(author, plaza, capacity=1)
    path = f"/events/{event.pk}"
    assert Program(colleague).ask("PUT", f"{path}/answer", {"choice": "yes"}).json()["choice"] == "yes"
    cleo = Program(outsider)
    assert cleo.ask("PUT", f"{path}/answer", {"choice": "yes"}).json() == {
        "choice": "waiting", "going": 1, "maybe": 0, "waiting": 1,
    }  # fmt: skip
    assert cleo.get(path).json()["my_answer"] == "waiting"
    assert [person["handle"] for person in cleo.get(f"{path}/answers/yes").json()["items"]] == ["ben"]
    assert cleo.ask("PUT", f"{path}/answer", {"choice": "waiting"}).status_code == 422


def test_a_list_holds_what_one_may_read_soonest_first_in_pages(author, outsider, lab, plaza):
    for number in range(3):
        an_event(author, plaza, title=f"Plaza {number}", starts_on=localdate() + timedelta(days=3 + number))
    an_event(author, lab, title="Lab")
    cleo = Program(outsider)
    first = cleo.get("/events?limit=2").json()
    rest = cleo.get(f"/events?limit=2&cursor={first['next']}").json()
    assert [item["title"] for item in first["items"] + rest["items"]] == ["Plaza 0", "Plaza 1", "Plaza 2"]
    assert cleo.get("/events?past=true").json()["items"] == []
    answer_event(Event.objects.get(title="Plaza 1"), by=outsider, choice="maybe")
    assert [item["title"] for item in cleo.get("/events?mine=true").json()["items"]] == ["Plaza 1"]
    assert cleo.get(f"/events?space={plaza.pk}").json()["items"] != []


def test_what_one_may_not_read_is_not_there(author, outsider, customer, lab, vault):
    event, hidden = an_event(author, lab), an_event(author, vault)
    for person in (outsider, customer):
        program = Program(person)
        for found in (event, hidden):
            assert program.get(f"/events/{found.pk}").status_code == 404
            assert program.ask("PUT", f"/events/{found.pk}/answer", {"choice": "yes"}).status_code == 404
            assert program.get(f"/events/{found.pk}/answers/yes").status_code == 404
        assert program.get(f"/events?space={vault.pk}").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": "2030-02-31"},
        {"starts_at": None},
        {"ends_at": "08:00"},
        {"time_zone": "Mars/Base"},
        {"title": ""},
        {"capacity": -1},
        {"organisers": ["nobody"]},
        {"join_link": "javascript:alert(1)"},
    ],
)
def test_what_makes_no_sense_is_a_problem_with_a_sentence(author, lab, wrong):
    new = {"title": "Call", "starts_on": SOON, "starts_at": "09:00"} | wrong
    answer = Program(author).ask("POST", f"/spaces/{lab.pk}/events", new)
    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert not Event.objects.exists()
