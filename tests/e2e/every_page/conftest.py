"""A house of its own: terms, second steps and a finished pilot would stand in the way of other tests."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.error import HTTPError

import pytest

from tests.e2e.house import Hand, Product

from .pages import Seen, all_of_them

Cookies = dict[str, dict[str, str]]


class Whole(NamedTuple):
    product: Product
    hand: Hand
    things: dict[str, Any]
    cookies: Cookies
    pages: list[Seen]


@pytest.fixture(scope="package")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    product = Product(tmp_path_factory.mktemp("whole"))
    product.prepare()
    hand = Hand(product)
    try:
        things = hand("furnish")
        addresses = all_of_them(things)
        lookers = sorted({one.who for one in addresses if one.who})
        cookies = {who: hand("open_session", handle=who) for who in lookers}
        product.start()
        yield Whole(product, hand, things, cookies, pages_among(addresses, product, cookies))
    finally:
        if product.process is not None:
            product.stop()
        hand.close()


def pages_among(addresses: list[Seen], product: Product, cookies: Cookies) -> list[Seen]:
    """Those that answer a whole page, and not a part of one, a picture or a file."""
    found, led_on = [], []
    for one in addresses:
        asked = urllib.request.Request(product.address + one.path)
        if one.who:
            asked.add_header("Cookie", "{name}={value}".format(**cookies[one.who]))
        try:
            answer = urllib.request.urlopen(asked, timeout=20)
        except HTTPError as refused:
            answer = refused
        with answer:
            # Who is led on has not seen the page that was asked for.
            if answer.url != asked.full_url:
                led_on.append(f"{one} leads to {answer.url}")
            elif b"<html" in answer.read():
                found.append(one)
    assert not led_on, "\n".join(led_on)
    return found


@pytest.fixture
def product(whole) -> Product:
    return whole.product


@pytest.fixture
def hand(whole) -> Hand:
    return whole.hand


@pytest.fixture
def pages(whole) -> list[Seen]:
    return whole.pages


@pytest.fixture
def things(whole) -> dict[str, Any]:
    return whole.things


@pytest.fixture
def keys(whole) -> Callable[[str], Any]:
    place = {"url": whole.product.address}
    return lambda handle: {"cookies": [whole.cookies[handle] | place], "origins": []}
