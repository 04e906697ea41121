"""What stands before every address: the token against foreign forms, and the headers that bind the browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from intranet.core.throttle import allow

from .addresses import one_for_each_path
from .asking import CAST, FORMS, as_if_it_had_not_happened, ask
from .sweeps import DRAWN, WHOLE, falls_to
from .url_table import expected

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
# A description of the API, whichever way it is asked for: nothing can be done with it. And addresses that are signed
# for one person and one deed, which mail programs press from anywhere: whoever has one may.
HARMLESS = {
    "api:openapi-json",
    "notifications:unsubscribe",
    "notifications:unsubscribe-undo",
    "ideas:releases-leave",
    "ideas:parts-leave",
    "feeds:news-leave",
    "insights:week-stop",
}


def ways_to_change_something() -> list[tuple[str, Any, str]]:
    """Method, address, and somebody for whom it does something."""
    table, found = expected(), []
    for address in one_for_each_path():
        for method in address.methods:
            answers = table.get(f"{method} {address.name}", "").split()
            doers = [who for who, answer in zip(CAST, answers, strict=False) if answer[0] == "2" or answer == "302"]
            if method in UNSAFE and doers and address.name not in HARMLESS:
                found.append((method, address, doers[0]))
    return found


def test_there_are_ways_to_change_something():
    assert len(ways_to_change_something()) > 60


# Without a token, from elsewhere, with a token that is guessed.
FOREIGN = (("", ""), ("https://elsewhere.example", ""), ("", "guessed" + "x" * 57))


@pytest.mark.parametrize(("origin", "token"), FOREIGN)
def test_nothing_is_changed_by_a_form_that_is_not_ours(origin, token, house):
    taken, things = {}, house.things
    for method, address, who in ways_to_change_something():
        if not falls_to((origin, token), FOREIGN, for_=f"{method} {address.name}"):
            continue
        client = Client(enforce_csrf_checks=True)
        client.cookies[settings.SESSION_COOKIE_NAME] = house.sessions[who]
        headers = {"origin": origin} if origin else {}
        if token:
            client.cookies[settings.CSRF_COOKIE_NAME] = "secret" + "y" * 26
            headers["x-csrftoken"] = token
        form = FORMS.get(address.name, {})
        with as_if_it_had_not_happened():
            answer = client.generic(
                method,
                address.at(things),
                "&".join(f"{name}={value}" for name, value in form.items()).format(**things),
                "application/x-www-form-urlencoded",
                headers=headers,
            )
        if answer.status_code != 403:
            taken[f"{method} {address.name}"] = answer.status_code
    assert taken == {}, DRAWN


def test_the_same_form_with_its_token_is_taken(house):
    """So that the test above fails for the right reason."""
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = house.sessions["author"]
    client.get("/posts/")
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    form = {"body": "Hello", "audience": "org", "csrfmiddlewaretoken": token}
    assert client.post("/posts/", form).status_code == 302


# --- Headers ---------------------------------------------------------------------------------------------------------


def faults_of(response: Any, *, signed_in: bool) -> list[str]:
    """What is missing in the headers of an answer."""
    policy = response.headers.get("Content-Security-Policy", "")
    kept = response.headers.get("Cache-Control", "")
    wanted = {
        "a policy": "default-src 'none'" in policy,
        "no inline script": "unsafe-inline" not in policy and "unsafe-eval" not in policy,
        "no frame": "frame-ancestors 'none'" in policy or "sandbox" in policy,
        "no sniffing": response.headers.get("X-Content-Type-Options") == "nosniff",
        "no referrer": response.headers.get("Referrer-Policy") == "same-origin",
        "no opener": response.headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        "private": not signed_in or "public" in kept or "private" in kept,
    }
    return [name for name, well in wanted.items() if not well]


# What is the same for everybody, and may be kept by whoever passes it on.
THE_SAME_FOR_ALL = {
    "core:theme",
    "core:logo",
    "core:robots",
    "core:sitemap",
    "core:manifest",
    "core:app-icon",
    "core:worker",
    "core:offline",
    "core:js-catalog",
    "accounts:avatar",
    "conversation:link-picture",
    "feeds:atom",
    "feeds:space-atom",
    "feeds:tag-atom",
    "feeds:author-atom",
    "feeds:news-atom",
    "forum:atom",
    "forum:category-atom",
    "forum:tag-atom",
    "ideas:atom",
    "ideas:board-atom",
    "ideas:releases-atom",
    "wiki:changes-atom",
    "wiki:docs-atom",
}


READERS = ("guest", "colleague", "outsider")


@pytest.mark.parametrize("who", READERS)
def test_every_answer_binds_the_browser_and_stays_with_its_reader(who, house):
    faults, spoken = {}, expected()
    for address in one_for_each_path():
        for method in address.methods:
            line = f"{method} {address.name}"
            if not falls_to(who, READERS, for_=f"headers {line}") or not (WHOLE or line in spoken):
                continue
            with as_if_it_had_not_happened():
                response = ask(house.sessions[who], method, address, house.things)
            found = faults_of(response, signed_in=who != "guest")
            if "public" in response.headers.get("Cache-Control", "") and address.name not in THE_SAME_FOR_ALL:
                found.append("kept by anybody")
            if found:
                faults[f"{method} {address.name} {response.status_code}"] = found
    assert faults == {}, DRAWN


@pytest.mark.parametrize("who", ["guest", "author"])
def test_so_does_a_refusal_and_what_is_not_there(who, house):
    def client(*, strict: bool = False) -> Client:
        found = Client(enforce_csrf_checks=strict, raise_request_exception=False)
        found.cookies[settings.SESSION_COOKIE_NAME] = house.sessions[who]
        return found

    def too_many() -> Any:
        person = f"user_{house.things['author_id']}" if who == "author" else "127.0.0.1"
        while allow(f"search:{person}", limit=60, per_seconds=60):
            pass
        return client().get("/search/?q=x")

    answers = {
        400: client().get("/?cursor=rubbish"),
        403: client(strict=True).post("/posts/", {"body": "x"}),
        404: client().get("/nowhere/"),
        405: client().delete("/"),
        429: too_many(),
    }
    assert {status: answer.status_code for status, answer in answers.items()} == {status: status for status in answers}
    faults = {status: faults_of(answer, signed_in=who == "author") for status, answer in answers.items()}
    assert not any(faults.values()), faults
