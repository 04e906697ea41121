"""No address breaks, whatever nonsense it is asked: the answer is a refusal or a page, and never an error of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from .addresses import addresses, one_for_each_path
from .asking import DOCUMENTS, as_if_it_had_not_happened, ask, filled_in
from .odd_words import (
    IN_DOCUMENTS,
    IN_HEADERS,
    IN_PATHS,
    ODD_METHODS,
    WHOLE_DOCUMENTS,
)
from .sweeps import DRAWN, WHOLE, drawn

# Who finds something behind most doors.
WHO = ("author", "admin", "customer", "guest")
# A whole sweep takes many minutes: it is cut, so that several processes share it.
PARTS = range(4)
ARGUMENT = re.compile(r"<[^>]+>")


def client_of(who: str, house: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = house.sessions[who]
    return client


def somebody(line: str) -> str:
    return drawn(WHO, 1, for_=f"odd {line}")[0] if not WHOLE else "author"


def broken_by(asked: Iterator[tuple[str, Any]]) -> dict[str, int]:
    return {line: response.status_code for line, response in asked if response.status_code >= 500}


@pytest.mark.parametrize("part", PARTS)
def test_no_address_breaks_over_what_stands_in_it(part, house):
    def asked() -> Iterator[tuple[str, Any]]:
        for address in one_for_each_path()[part :: len(PARTS)]:
            if not ARGUMENT.search(address.pattern) or "(" in address.pattern or "\\" in address.pattern:
                continue
            for word in drawn(IN_PATHS, 1, for_=f"path {address.name}"):
                path = "/" + ARGUMENT.sub(word.replace("\\", ""), address.pattern)
                with as_if_it_had_not_happened():
                    yield f"{address.name} {word[:40]}", client_of(somebody(address.name), house).get(path)

    assert broken_by(asked()) == {}, DRAWN


@pytest.mark.parametrize("part", PARTS)
def test_no_address_breaks_over_a_header_or_a_way_of_asking(part, house):
    def asked() -> Iterator[tuple[str, Any]]:
        for address in one_for_each_path()[part :: len(PARTS)]:
            path = address.at(house.things)
            for headers in drawn(IN_HEADERS, 1, for_=f"headers {address.name}"):
                method = drawn(address.methods, 1, for_=f"way {address.name}")[0]
                with as_if_it_had_not_happened():
                    yield f"{method} {address.name} {str(headers)[:40]}", ask_with(house, method, path, headers)
            for method in drawn(ODD_METHODS, 1, for_=f"method {address.name}"):
                with as_if_it_had_not_happened():
                    yield f"{method} {address.name}", client_of("author", house).generic(method, path, b"\x00{")

    assert broken_by(asked()) == {}, DRAWN


def ask_with(house: Any, method: str, path: str, headers: dict[str, str]) -> Any:
    client = client_of("author", house)
    told = dict(headers)
    mime = told.pop("content-type", "application/x-www-form-urlencoded")
    return client.generic(method, path, b"a=%ff&--x", mime, headers=told)


def _twisted(document: dict[str, Any], line: str) -> Iterator[dict[str, Any]]:
    """The document with one of its values being something else, and with a value that nobody asked for."""
    names = [*document, "kind", "is_active"] if document else ["title", "body", "name", "people"]
    for name in drawn(names, 1, for_=f"field {line}"):
        for word in drawn(IN_DOCUMENTS, 1, for_=f"value {line} {name}"):
            yield document | {name: word}


@pytest.mark.parametrize("part", PARTS)
def test_no_program_breaks_the_api(part, house):
    """Each operation that writes, with each field of its document being what it should not be."""

    def asked() -> Iterator[tuple[str, Any]]:
        for address in list(addresses())[part :: len(PARTS)]:
            if not address.name.startswith("api:"):
                continue
            right = filled_in(DOCUMENTS.get(address.name, {}), house.things)
            path = address.at(house.things)
            sent = [json.dumps(one) for one in _twisted(right, address.name)]
            sent += drawn(WHOLE_DOCUMENTS, 1, for_=f"document {address.name}")
            for method in ("POST", "PUT", "PATCH", "DELETE"):
                for body in sent if WHOLE else drawn(sent, 1, for_=f"{method} {address.name}"):
                    with as_if_it_had_not_happened():
                        response = client_of("author", house).generic(
                            method, path, body.encode("utf-8", "surrogatepass"), "application/json"
                        )
                    yield f"{method} {address.name} {body[:120]}", response
                    if response.status_code == 405:
                        break

    assert broken_by(asked()) == {}, DRAWN


def test_an_error_would_be_noticed(house):
    """So that the silence above means something."""
    with as_if_it_had_not_happened():
        response = ask(house.sessions["author"], "GET", one_for_each_path()[0], house.things)
    response.status_code = 500
    assert broken_by(iter([("x", response)])) == {"x": 500}
