"""A thing that is not for somebody and one that is not there are answered alike: status, words and headers."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from .addresses import Address, one_for_each_path
from .asking import as_if_it_had_not_happened
from .sweeps import DRAWN, drawn

NOBODY = 987_654_321
OUTSIDE = ("guest", "customer", "outsider")
# What is made anew for each answer.
OF_ONE_ANSWER = re.compile(
    rb'(csrf(?:middleware|-)?token"[^>]*?(?:value|content)="|nonce=")[^"]*|"csrf": *"[^"]*"', re.IGNORECASE
)
KEPT = ("Content-Type", "Cache-Control", "ETag", "Last-Modified", "Location", "Allow", "Vary", "Content-Disposition")


def numbered(address: Address) -> list[str]:
    return [name for name in address.arguments if name.endswith("_id") or name == "pk"]


NUMBERED = [
    address
    for address in one_for_each_path()
    if len(address.arguments) == 1 and numbered(address) == [address.arguments[0]]
]


def said(house: Any, who: str, path: str) -> tuple[int, bytes, list[str | None]]:
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = house.sessions[who]
    with as_if_it_had_not_happened():
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
    body = OF_ONE_ANSWER.sub(b"", body)
    for form in (path, quote(path), quote(path, safe="")):
        body = body.replace(form.encode(), b"PATH")
    return response.status_code, body, [(response.get(name) or "").replace(path, "PATH") for name in KEPT]


def test_there_are_such_addresses():
    assert len(NUMBERED) > 150


@pytest.mark.parametrize("who", OUTSIDE)
def test_what_is_hidden_and_what_is_not_there_are_one_answer(who, house):
    told_apart = {}
    for address in NUMBERED:
        if who not in drawn(OUTSIDE, 1, for_=f"nothing {address.name}"):
            continue
        there = address.at(house.things)
        argument = numbered(address)[0]
        own = house.things.get(address.name, {})
        number = own.get(argument, house.things.get(argument)) if isinstance(own, dict) else own
        if not isinstance(number, int):
            continue
        hidden = said(house, who, there)
        if hidden[0] != 404:
            continue
        missing = said(house, who, address.at({**house.things, address.name: {argument: NOBODY}}))
        if hidden != missing:
            told_apart[address.name] = (hidden[0], missing[0], len(hidden[1]), len(missing[1]))
    assert told_apart == {}, DRAWN
