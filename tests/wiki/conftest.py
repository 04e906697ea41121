"""A small wiki of the lab, and what is written in it."""

from __future__ import annotations

import pytest

from intranet.collab.actions import edit_text
from intranet.spaces.models import Space
from tests import factories
from wiki import actions
from wiki.models import Page


@pytest.fixture
def wiki(lab) -> Space:
    """The lab, a closed space of Ada and Ben, shows a wiki."""
    lab.parts = [*lab.parts, "wiki"] if "wiki" not in lab.parts else lab.parts
    lab.save(update_fields=["parts"])
    return lab


@pytest.fixture
def page(wiki, author) -> Page:
    """Ada's page about fans."""
    return actions.create_page(wiki, by=author, title="Fans", body="The fans are loud.")


@pytest.fixture
def backroom(author) -> Space:
    """A closed space that guests and customers know nothing of, with a wiki."""
    return factories.a_space("Backroom", owner=author, visibility="closed", parts=["wiki"])


@pytest.fixture
def handbook(wiki, author) -> dict[str, Page]:
    """A small tree: Handbook over Holidays and Travel, and under Travel, Trains."""
    top = actions.create_page(wiki, by=author, title="Handbook", body="How we work.")
    holidays = actions.create_page(wiki, by=author, title="Holidays", parent=top, body="Twenty-six days.")
    travel = actions.create_page(wiki, by=author, title="Travel", parent=top, body="Ask first.")
    trains = actions.create_page(wiki, by=author, title="Trains", parent=travel, body="Second class.")
    return {"handbook": top, "holidays": holidays, "travel": travel, "trains": trains}


@pytest.fixture
def write():
    """``write(page, ben, text)``: what they write in the editor becomes the working text of the page."""

    def written(page: Page, by, text: str) -> None:
        edit_text(page.document, by=by, change=lambda _before: text)

    return written
