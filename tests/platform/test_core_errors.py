"""What people and programs read when something is refused, missing or broken."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.test.utils import override_settings
from django.utils import translation

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.platform.error_urls")]

JSON = {"HTTP_ACCEPT": "application/json"}
HTMX = {"HTTP_HX_REQUEST": "true"}
WRONG = {
    "refuse": 403,
    "refuse_silently": 403,
    "hide": 404,
    "break_down": 500,
    "misread": 400,
    "suspect": 400,
    "overflow": 413,
    "hurry": 429,
}


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def _as_seen(response) -> bytes:
    """The page without what differs at every visit: the address asked for and the masked guard token."""
    return re.sub(rb"[A-Za-z0-9]{64}", b"token", response.content.replace(b"/wrong/none/", b"/wrong/hide/"))


@pytest.mark.parametrize(("view", "status"), WRONG.items())
@pytest.mark.parametrize("headers", [{}, JSON, HTMX])
def test_every_answer_has_its_status_and_the_policy_against_scripts(client, view, status, headers):
    response = client.get(f"/wrong/{view}/", **headers)
    assert response.status_code == status
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("view", "status"), WRONG.items())
def test_the_api_answers_with_a_problem_in_json(client, view, status):
    response = client.get(f"/api/wrong/{view}/")
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status == response.status_code
    assert body["detail"].endswith(".")
    assert body["title"]


def test_a_script_that_asks_for_json_gets_json_and_a_browser_a_page(client):
    browser = "text/html,application/xhtml+xml,application/json;q=0.8"
    assert client.get("/wrong/refuse/", **JSON)["Content-Type"] == "application/problem+json"
    assert client.get("/wrong/refuse/", HTTP_ACCEPT=browser)["Content-Type"].startswith("text/html")


def test_a_refusal_shows_its_own_sentence_as_text(client):
    page = client.get("/wrong/refuse/").content.decode()
    assert "Only members may write here. &lt;b&gt;Ask&lt;/b&gt; to join." in page
    assert client.get("/wrong/refuse/", **JSON).json()["detail"].startswith("Only members may write here.")


def test_htmx_hears_the_sentence_in_an_event(client):
    response = client.get("/wrong/refuse/", **HTMX)
    event = json.loads(response["HX-Trigger"])["portico:refused"]
    assert event["text"].startswith("Only members may write here.")
    assert b"<html" not in response.content


def test_a_refusal_without_a_sentence_gets_one(client):
    assert "You may not do this." in client.get("/wrong/refuse_silently/").content.decode()


def test_what_waiting_would_help_says_how_long(client):
    for headers in ({}, JSON, HTMX):
        assert client.get("/wrong/hurry/", **headers)["Retry-After"] == "42"
    assert client.get("/wrong/hurry/", **JSON).json()["retry_after"] == 42


@pytest.mark.parametrize("view", ["hide", "break_down", "suspect"])
def test_our_own_words_for_what_went_wrong_stay_with_us(client, view):
    for headers in ({}, JSON, HTMX):
        assert b"secret vault" not in client.get(f"/wrong/{view}/", **headers).content
    assert b"secret vault" not in client.get(f"/api/wrong/{view}/").content


def test_what_is_hidden_and_what_never_was_are_the_same_page(client, as_, author):
    for visitor in (client, as_(author)):
        hidden = visitor.get("/wrong/hide/")
        missing = visitor.get("/wrong/none/")
        assert hidden.status_code == missing.status_code == 404
        assert _as_seen(hidden) == _as_seen(missing)


def test_a_bad_request_says_what_was_bad_when_we_know(client):
    assert "This cursor does not belong to this list." in client.get("/wrong/misread/").content.decode()


def test_a_foreign_host_gets_a_400_and_not_a_500(client):
    response = client.get("/wrong/hide/", HTTP_HOST="evil.example")
    assert response.status_code == 400
    assert "Content-Security-Policy" in response


def test_a_500_needs_neither_the_database_nor_templates(client, django_db_blocker):
    with django_db_blocker.block():
        response = client.get("/wrong/break_down/")
    assert response.status_code == 500
    assert b"Something broke on our side" in response.content
    with override_settings(TEMPLATES=[]):
        response = client.get("/wrong/break_down/")
    assert (response.status_code, response["Content-Type"]) == (500, "text/plain; charset=utf-8")


def test_errors_are_in_the_readers_language(client):
    with translation.override("en"):
        response = client.get("/wrong/refuse_silently/", HTTP_ACCEPT_LANGUAGE="it")
    assert '<html lang="it"' in response.content.decode()


# --- A form whose guard token no longer fits ------------------------------------------------------------------------


@pytest.fixture
def strict() -> Client:
    return Client(enforce_csrf_checks=True)


OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def test_what_was_typed_is_kept_and_can_be_sent_again(strict):
    text = 'First line\n<script>alert("x")</script>'
    page = strict.post("/wrong/take/?a=1", {"body": text, "audience": "org"}, **OURS)
    assert page.status_code == 403
    assert "no-store" in page["Cache-Control"]
    html = page.content.decode()
    assert "First line\n&lt;script&gt;" in html
    assert 'action="/wrong/take/?a=1"' in html
    assert 'name="audience" value="org"' in html
    token = strict.cookies["portico_csrf"].value
    again = strict.post("/wrong/take/?a=1", {"body": text, "csrfmiddlewaretoken": token}, **OURS)
    assert again.content.decode() == "taken: " + text


def test_secrets_are_never_sent_back(strict):
    page = strict.post("/wrong/take/", {"login": "ada", "password": "hunter22", "csrfmiddlewaretoken": "bad"}, **OURS)
    assert "hunter22" not in page.content.decode()
    assert 'value="bad"' not in page.content.decode()
    assert 'value="ada"' in page.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_REFERER": "https://evil.example/testserver"},
        {"HTTP_REFERER": "http://testserver.evil.example/"},
        {"HTTP_REFERER": "http://["},
    ],
)
def test_a_foreign_pages_form_is_not_offered_for_sending_again(strict, headers):
    page = strict.post("/wrong/take/", {"body": "transfer everything"}, **headers)
    assert page.status_code == 403
    assert b"transfer everything" not in page.content
    assert b'action="/wrong/take/"' not in page.content


def test_an_old_browser_is_known_by_where_it_came_from(strict):
    page = strict.post("/wrong/take/", {"body": "hello"}, HTTP_REFERER="http://testserver/feeds/")
    assert b"hello" in page.content


def test_files_cannot_be_kept_and_the_page_says_so(strict):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = strict.post("/wrong/take/", {"body": "x", "file": SimpleUploadedFile('<b>"plan".pdf', b"x")}, **OURS)
    html = page.content.decode()
    assert "plan" in html
    assert "<b>" not in html.split("plan")[0][-40:]


def test_scripts_are_told_of_the_guard_in_json(strict):
    response = strict.post("/wrong/take/", {"body": "x"}, **JSON, **OURS)
    assert response.status_code == 403
    assert response.json()["code"] == "csrf"
    assert json.loads(strict.post("/wrong/take/", {"body": "x"}, **HTMX, **OURS)["HX-Trigger"])["portico:refused"]


def test_a_body_that_cannot_be_read_is_no_500(strict):
    broken = strict.post("/wrong/take/", b"--x\r\nrubbish", content_type="multipart/form-data; boundary=", **OURS)
    assert broken.status_code in (400, 403)


@pytest.mark.parametrize("number", [2**63, 10**40])
@pytest.mark.parametrize("path", ["/entries/{}/", "/wiki/{}/trash/", "/chat/{}/seen/", "/api/v1/entries/{}"])
def test_behind_a_number_that_no_database_counts_to_there_is_nothing(path, number, as_, author):
    assert as_(author).get(path.format(number)).status_code in (404, 405)


def test_a_page_to_go_back_to_that_is_no_address_is_not_taken_for_the_name_of_one(as_, author):
    answer = as_(author).post("/notifications/unread/", {"subject": "entry_1"}, headers={"referer": "0"})
    assert answer.status_code < 500
