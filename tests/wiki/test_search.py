"""Pages are found, and where in them."""

from __future__ import annotations

import pytest

from intranet.jobs.testing import drain
from wiki import actions


@pytest.fixture
def manual(wiki, author):
    body = "What to know.\n\n## Charging\n\nTwo hours.\n\n## In winter\n\nUnder the jacket, kingfisher."
    made = actions.create_page(wiki, by=author, title="Battery", body=body)
    drain()
    return made


def test_a_page_is_found_with_the_heading_under_which_it_says_so(manual, colleague, outsider, as_):
    found = as_(colleague).get("/search/?q=kingfisher").content.decode()
    assert f'href="{manual.get_absolute_url()}#h-in-winter"' in found
    assert "<mark>kingfisher</mark>" in found
    assert "In winter" not in as_(outsider).get("/search/?q=kingfisher").content.decode()


def test_what_is_written_and_not_published_is_found_by_nobody(manual, author, colleague, as_, write):
    write(manual, author, "Now with a nightingale.")
    drain()
    assert manual.get_absolute_url() not in as_(colleague).get("/search/?q=nightingale").content.decode()


def test_a_page_in_the_trash_is_found_by_nobody(manual, author, colleague, as_):
    actions.trash_page(manual, by=author)
    drain()
    assert manual.get_absolute_url() not in as_(colleague).get("/search/?q=kingfisher").content.decode()
