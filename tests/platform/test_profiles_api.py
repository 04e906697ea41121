"""Profiles for programs: the same actions, the same rule."""

from __future__ import annotations

import datetime

import pytest
from django.utils.timezone import localdate, now

from intranet.accounts import actions
from intranet.accounts.models import Absence, StaffNote, Status, User

from .test_api import Program


@pytest.fixture
def ada(author):
    return Program(author)


@pytest.fixture
def ben(colleague):
    return Program(colleague)


@pytest.fixture
def aldo(admin):
    return Program(admin)


def days(number: int) -> str:
    return (localdate() + datetime.timedelta(days=number)).isoformat()


def field(answer, name: str) -> dict | None:
    items = answer.json()
    items = items["fields"] if isinstance(items, dict) else items
    return next((one for one in items if one["name"] == name), None)


def test_a_status_is_set_and_cleared(ada, ben):
    until = (now() + datetime.timedelta(hours=1)).isoformat()
    said = ada.ask("PUT", "/me/status", {"emoji": "🏠", "text": "At home", "until": until})
    assert said.status_code == 200
    assert ben.get("/people/ada").json()["now"]["text"] == "At home"
    assert ada.ask("DELETE", "/me/status").status_code == 204
    assert ben.get("/people/ada").json()["now"] == {"emoji": "", "text": "", "until": None, "away": None}


@pytest.mark.parametrize("wrong", [{}, {"text": "x" * 81}, {"text": "x", "until": "2026-01-01T10:00:00"}, {"text": 7}])
def test_a_status_that_makes_no_sense_is_a_problem(wrong, ada):
    answer = ada.ask("PUT", "/me/status", wrong)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert not Status.objects.exists()


def test_a_token_that_may_only_read_sets_no_status(author):
    assert Program(author, may_write=False).ask("PUT", "/me/status", {"text": "x"}).status_code == 403


def test_absence_with_a_stand_in(ada, ben, colleague, outsider):
    said = ada.ask("PUT", "/me/absence", {"last_day": days(3), "message": "Gone", "stand_in": "ben"})
    assert said.json()["stand_in"] == "ben"
    assert said.json()["warning"] == ""
    away = Program(outsider).get("/people/ada").json()["now"]["away"]
    assert (away["message"], away["stand_in"]["handle"]) == ("Gone", "ben")
    assert ada.get("/me/absence").json()["message"] == "Gone"
    assert ben.get("/me/absence").status_code == 404
    for stand_in in ("ada", "nobody-here"):
        refused = ada.ask("PUT", "/me/absence", {"last_day": days(3), "stand_in": stand_in})
        assert refused.status_code == 422
    assert ada.ask("DELETE", "/me/absence").status_code == 204
    assert not Absence.objects.exists()


def test_skills_are_declared_and_found(ada, ben):
    assert ada.ask("PUT", "/me/skills", {"skills": ["Excel", "Welding"]}).json() == ["Excel", "Welding"]
    assert [item["handle"] for item in ben.get("/people?skill=welding").json()["items"]] == ["ada"]
    assert ben.get("/skills?q=éxc").json()["items"] == [{"name": "Excel", "slug": "excel", "people": 1}]
    ada.ask("PUT", "/me/fields/skills", {"audience": f"user_{User.objects.get(handle='ada').pk}"})
    assert ben.get("/people?skill=welding").json()["items"] == []
    assert ben.get("/skills").json()["items"] == []


def test_one_changes_the_own_fields_and_who_sees_them(ada, ben, author):
    assert field(ada.ask("PUT", "/me/fields/bio", {"value": "Knows PEC."}), "bio")["raw"] == "Knows PEC."
    ada.ask("PUT", "/me/fields/birthday", {"value": "--12-03"})
    assert field(ben.get("/people/ada"), "birthday")["raw"] == "--12-03"
    ada.ask("PUT", "/me/fields/birthday", {"audience": author.key})
    assert field(ben.get("/people/ada"), "birthday") is None
    assert ada.ask("PUT", "/me/fields/birthday", {"value": "31-31"}).status_code == 422
    assert ada.ask("PUT", "/me/fields/shoe_size", {"value": "42"}).status_code == 422
    assert ada.ask("PUT", "/me/fields/job_title", {"value": "Queen"}).status_code == 403
    assert ada.ask("PUT", "/me/fields/started_on", {"value": "1999-01-01"}).status_code == 403


def test_admins_set_what_is_managed_and_nothing_personal(aldo, ada, ben, admin):
    desk = actions.add_field(by=admin, label="Desk", managed=True)
    mood = actions.add_field(by=admin, label="Mood")
    assert field(aldo.ask("PUT", f"/people/ada/fields/{desk.name}", {"value": "2.14"}), desk.name)["value"] == "2.14"
    aldo.ask("PUT", "/people/ada/fields/started_on", {"value": "2019-04-01"})
    assert field(ben.get("/people/ada"), "started_on")["raw"] == "2019-04-01"
    for name in (mood.name, "bio", "birthday"):
        assert aldo.ask("PUT", f"/people/ada/fields/{name}", {"value": "--12-03"}).status_code == 403
    assert ben.ask("PUT", f"/people/ada/fields/{desk.name}", {"value": "x"}).status_code == 403
    assert {one["label"]: one["managed"] for one in ben.get("/profile-fields").json()} == {"Desk": True, "Mood": False}


def test_a_customer_sees_no_field_of_staff(ada, customer, acme, admin, author):
    actions.face_company(author, acme, by=admin)
    actions.change_profile(author, by=author, phone="+39 0432")
    dora = Program(customer)
    assert field(dora.get("/people/ada"), "phone") is None
    assert dora.get("/profile-fields").json() == []
    assert dora.get("/people/ben").status_code == 404


def test_notes_are_for_those_who_keep_them(aldo, ada, customer, author):
    dora = Program(customer)
    made = aldo.ask("POST", "/people/dora/notes", {"body": "Call before ten."})
    assert made.status_code == 201
    assert [note["body"] for note in aldo.get("/people/dora/notes").json()] == ["Call before ten."]
    for program in (dora, ada):
        assert program.get("/people/dora/notes").status_code == 403
        assert program.ask("DELETE", f"/people/dora/notes/{made.json()['id']}").status_code == 403
        assert "before ten" not in program.get("/people/dora").content.decode()
    assert aldo.ask("DELETE", f"/people/dora/notes/{made.json()['id']}").status_code == 204
    assert not StaffNote.objects.exists()
