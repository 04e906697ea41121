"""A house of its own in which everything that anybody ever wrote is an attack."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import WIDE
from tests.e2e.every_page.pages import Seen, all_of_them
from tests.e2e.house import Hand, Product

from .corpora import everything
from .watching import Ears


class Besieged(NamedTuple):
    product: Product
    hand: Hand
    things: dict[str, Any]
    pages: list[Seen]
    cookies: dict[str, dict[str, str]]


@pytest.fixture(scope="package")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Besieged]:
    product = Product(tmp_path_factory.mktemp("besieged"))
    product.prepare()
    hand = Hand(product)
    try:
        things = hand("furnish")
        pages = all_of_them(things)
        cookies = {who: hand("open_session", handle=who) for who in sorted({one.who for one in pages if one.who})}
        told = hand("say_everywhere", attacks=everything(), turn=0)
        assert len([name for name, rows in told.items() if rows]) > 80, told
        product.start()
        yield Besieged(product, hand, things, pages, cookies)
    finally:
        if product.process is not None:
            product.stop()
        hand.close()


@pytest.fixture
def enter(besieged: Besieged, browser: Browser) -> Iterator[Any]:
    """``page, ears = enter("ben")``."""
    contexts = []

    def opened(who: str) -> Any:
        address = besieged.product.address
        keys = {"cookies": [besieged.cookies[who] | {"url": address}], "origins": []} if who else None
        context = browser.new_context(
            base_url=address, viewport=WIDE, storage_state=keys, service_workers="block", reduced_motion="reduce"
        )
        contexts.append(context)
        ears = Ears(context, address)
        return context.new_page(), ears

    yield opened
    for context in contexts:
        context.close()


def is_whole() -> bool:
    return bool(os.environ.get("PORTICO_CORPORA"))
