"""How lines of the log are written, and whose request they belong to."""

from __future__ import annotations

import json
import logging

import pytest
from django_tasks_db.models import DBTaskResult

from intranet.core.logs import Json, Line
from intranet.core.request_numbers import numbered, request_number
from intranet.jobs import job

heard: list[str] = []


@job
def note_the_request() -> None:
    heard.append(request_number())


def record(message: str, *arguments: object, exc_info: object = None, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("portico.test", logging.INFO, __file__, 1, message, arguments, exc_info)
    made.__dict__.update(extra)
    return made


@pytest.mark.parametrize("evil", ["one\ntwo", "one\r\ntwo", "\x1b[2Jone", "one\u2028two", "one\x9b31mtwo", "a\x00b"])
def test_nothing_from_outside_begins_a_line_or_moves_the_cursor(evil):
    for formatter in (Line(), Json()):
        written = formatter.format(record("Somebody said %s", evil))
        assert not any(ord(letter) < 32 or letter in "\u2028\u2029\x7f\x9b" for letter in written)
    assert json.loads(Json().format(record("Somebody said %s", evil)))["message"] == f"Somebody said {evil}"


def test_a_traceback_cannot_look_like_another_line():
    try:
        raise ValueError("bad\n2026-11-23 INFO    portico: all is well")
    except ValueError as error:
        caught = record("It failed", exc_info=(type(error), error, error.__traceback__))
    lines = Line().format(caught).split("\n")
    assert all(line.startswith("    | ") for line in lines[1:])
    assert json.loads(Json().format(caught))["traceback"].startswith("Traceback")


@pytest.mark.parametrize(
    "told",
    [
        "Authorization: Bearer abcdef0123456789",
        "postgres://portico:abcdef0123456789@127.0.0.1/portico",
        "GET /x?token=abcdef0123456789&a=1",
        '{"password": "abcdef0123456789"}',
        "Cookie: portico_session=abcdef0123456789",
        "ptk_abcdef0123456789",
    ],
)
def test_what_looks_like_a_secret_is_blacked_out(told):
    for formatter in (Line(), Json()):
        assert "abcdef0123456789" not in formatter.format(record("%s", told))


def test_ordinary_words_stay():
    assert "Topic 12 has 3 answers: see /topics/12/?page=2" in Line().format(
        record("Topic 12 has 3 answers: see /topics/12/?page=2")
    )


def test_an_answer_names_its_request_and_a_proxy_that_is_trusted_gives_the_name(client, db, settings):
    made = client.get("/healthz")["X-Request-ID"]
    assert len(made) == 16
    assert client.get("/healthz", HTTP_X_REQUEST_ID="from-a-stranger")["X-Request-ID"] != "from-a-stranger"
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    assert client.get("/healthz", HTTP_X_REQUEST_ID="0f" * 16)["X-Request-ID"] == "0f" * 16
    assert client.get("/healthz", HTTP_X_REQUEST_ID="a b\tc" * 4)["X-Request-ID"] != "a b\tc" * 4
    assert request_number() == ""


def test_a_request_is_one_line_with_its_route_and_without_its_query(client, db, settings, caplog):
    settings.LOG_REQUESTS = True
    with caplog.at_level(logging.INFO, "portico.requests"):
        answer = client.get("/healthz?token=abcdef0123456789")
    line = json.loads(Json().format(caplog.records[-1]))
    assert (line["method"], line["path"], line["status"], line["route"]) == ("GET", "/healthz", 200, "core:healthz")
    assert "abcdef" not in str(line)
    assert answer["X-Request-ID"]


def test_a_job_logs_under_the_request_that_left_it(db, run_jobs):
    heard.clear()
    with numbered("of-this-request"):
        note_the_request.enqueue()
    note_the_request.enqueue()
    run_jobs()
    assert sorted(heard) == ["", "of-this-request"]
    assert request_number() == ""
    assert DBTaskResult.objects.count() == 2
