"""Stock Yjs clients write in one page while their lines are cut and the server is killed: nothing that was acknowledged
is missing, and everybody ends with the same text, the database too.

The benchmark ``together`` does the same with thousands of changes.
"""

from __future__ import annotations

import pytest

from tests.e2e.house import Hand, Product, open_house
from tests.platform.editors import Editors

from .page_falls import come_through

PEOPLE = ["ada", "ben", "cleo", "zoe"]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with open_house(tmp_path_factory.mktemp("house"), COLLAB_QUIET_SECONDS="5") as found:
        yield found


def test_what_was_acknowledged_in_a_page_survives_two_kills_and_everybody_agrees(house: tuple[Product, Hand]):
    account = come_through(*house, PEOPLE, cut=60, kill_after=(80, 200))
    assert account.cuts > 0, "no line was cut"


def test_what_the_program_writes_reaches_open_editors_and_leaves_theirs_alone(house: tuple[Product, Hand]):
    product, hand = house
    page = hand("wiki_page", members=PEOPLE, title="Program", body="One line.\n")["pk"]
    with Editors(product.address, page, [hand("session", handle=handle) for handle in PEOPLE]) as editors:
        assert editors("come")["synced"]
        editors("write")
        for number in range(5):
            hand("edit_page", page=page, by="ada", add=f"Number {number}.\n")
        editors("written")
        agreed = editors("agree")
    text = hand("document_of", page=page)["text"]
    assert agreed["agreed"]
    assert agreed["late"]
    assert agreed["text"] == text
    # Another process wrote them, and all of them are there whatever was typed around them.
    assert [number for number in range(5) if f"Number {number}." not in text] == []
