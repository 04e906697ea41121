"""A program writes a page by the API while several edit it. What a killed server and cut lines do to a page is in
pages_written_together.py; the benchmark ``together`` has thousands of changes."""

from __future__ import annotations

import pytest

from tests.e2e.house import Hand, Product, open_house
from tests.platform.editors import Editors

PEOPLE = ["ada", "ben", "cleo", "zoe"]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with open_house(tmp_path_factory.mktemp("house"), COLLAB_QUIET_SECONDS="5") as found:
        yield found


def test_what_the_program_writes_reaches_open_editors_and_leaves_theirs_alone(house: tuple[Product, Hand]):
    product, hand = house
    page = hand("wiki_page", members=PEOPLE, title="Program", body="One line.\n")["pk"]
    with Editors(product.address, page, [hand("session", handle=handle) for handle in PEOPLE]) as editors:
        assert editors("come")["synced"]
        editors("write", top=True)
        for number in range(5):
            hand("edit_page", page=page, by="ada", add=f"Number {number}.\n")
        editors("written")
        agreed = editors("agree")
    text = hand("document_of", page=page)["text"]
    assert agreed["agreed"]
    assert agreed["late"]
    assert agreed["text"] == text
    # Another process wrote them at the end, and all of them are there whatever was typed above them meanwhile.
    assert [number for number in range(5) if f"Number {number}." not in text] == []
