"""The net below all limits: what one person, or one address, writes in a minute."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few(settings):
    settings.PERSON_WRITES_A_MINUTE = settings.GUEST_WRITES_A_MINUTE = 2


def test_a_person_who_writes_too_much_is_told_when_to_go_on_and_keeps_the_words(as_, author, colleague):
    ada = as_(author)
    for _time in range(2):
        assert ada.post("/nowhere/").status_code == 404
    answer = ada.post("/posts/", {"body": "One more\nof mine"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 120
    page = answer.content.decode()
    assert "Try again in" in page
    assert "One more" in page
    assert as_(colleague).post("/nowhere/").status_code == 404


def test_programs_are_told_as_programs_are(as_, author):
    ada = as_(author)
    for _time in range(2):
        ada.post("/nowhere/")
    answer = ada.post("/api/v1/posts", {}, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
    assert "Retry-After" in answer


def test_an_address_cannot_be_changed_by_saying_so(settings):
    def knock(**more):
        return Client().post("/nowhere/", REMOTE_ADDR="203.0.113.7", **more).status_code

    assert [knock(HTTP_X_FORWARDED_FOR=f"10.0.0.{number}") for number in range(3)] == [404, 404, 429]
    settings.TRUSTED_PROXIES = ["203.0.113.7"]
    assert knock(HTTP_X_FORWARDED_FOR="10.0.0.9") == 404


def test_reading_is_not_counted(as_, author):
    ada = as_(author)
    for _time in range(5):
        assert ada.get("/people/").status_code == 200


def test_without_a_limit_there_is_none(as_, author, settings):
    settings.PERSON_WRITES_A_MINUTE = 0
    assert [as_(author).post("/nowhere/").status_code for _time in range(4)] == [404] * 4
