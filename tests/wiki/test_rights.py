"""Who reads a page: the nearest word up the tree, and what follows when it changes."""

from __future__ import annotations

import random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intranet.accounts.models import User
from intranet.content.bulk import insert_entries
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.realtime.models import Frame
from intranet.realtime.units import unit
from intranet.search.models import Pending
from intranet.spaces import actions as spaces
from intranet.spaces.audiences import forget
from tests import factories
from wiki import actions, rights
from wiki.models import Page
from wiki.readers.circles import Chosen, circle_for
from wiki.spreading import work_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle(author):
    """``circle(by, people=[…])``: the circle of those."""

    def make(by=author, **chosen):
        with unit():
            return circle_for(Chosen(**chosen), by=by)

    return make


@pytest.fixture
def read_by(handbook):
    """The titles of the handbook that somebody reads."""

    def find(person) -> set[str]:
        forget(person)
        return set(Page.objects.visible_to(person).filter(path__startswith="/").values_list("title", flat=True))

    return find


ALL = {"Handbook", "Holidays", "Travel", "Trains"}


def test_nothing_said_means_the_people_of_the_space(handbook, read_by, author, colleague, outsider, customer, guest):
    assert read_by(author) == read_by(colleague) == ALL
    assert read_by(outsider) == read_by(customer) == read_by(guest) == set()


def test_the_nearest_word_holds_in_both_directions(handbook, read_by, author, colleague, customer, guest, circle):
    actions.set_reading(handbook["handbook"], by=author, reads="public")
    assert read_by(guest) == ALL
    actions.set_reading(handbook["travel"], by=author, reads="chosen", circle=circle(people=[author]))
    assert read_by(guest) == {"Handbook", "Holidays"}
    assert read_by(colleague) == {"Handbook", "Holidays"}
    actions.set_reading(handbook["trains"], by=author, reads="customers")
    assert read_by(guest) == {"Handbook", "Holidays"}
    assert read_by(customer) == {"Handbook", "Holidays", "Trains"}
    actions.set_reading(handbook["handbook"], by=author, reads="")
    assert read_by(customer) == {"Trains"}
    assert read_by(colleague) == {"Handbook", "Holidays", "Trains"}


def test_chosen_are_people_departments_spaces_and_companies(
    handbook, read_by, author, outsider, customer, other_customer, plaza, circle, acme
):
    cellar = factories.a_space("Cellar", owner=outsider, visibility="closed")
    chosen = circle(people=[author], spaces=[cellar], companies=[acme])
    actions.set_reading(handbook["travel"], by=author, reads="chosen", circle=chosen)
    assert read_by(outsider) == read_by(customer) == {"Travel", "Trains"}
    assert read_by(other_customer) == set()


def test_what_is_said_under_a_page_goes_along(handbook, author, customer, circle):
    comment = add_comment(handbook["trains"], by=author, body="Or the bus.")
    actions.set_reading(handbook["travel"], by=author, reads="customers")
    assert Entry.objects.visible_to(customer).filter(pk=comment.pk).exists()
    assert Pending.objects.filter(entry_id__in=[comment.pk, handbook["trains"].pk]).count() == 2
    actions.set_reading(handbook["travel"], by=author, reads="chosen", circle=circle(people=[author]))
    forget(customer)
    assert not Entry.objects.visible_to(customer).filter(pk=comment.pk).exists()


def test_what_is_in_the_trash_comes_back_to_those_who_read_by_then(handbook, read_by, author, colleague, circle):
    actions.trash_page(handbook["trains"], by=author)
    actions.set_reading(handbook["travel"], by=author, reads="chosen", circle=circle(people=[author]))
    assert "Trains" not in read_by(author)
    actions.restore_page(Page.objects.get(pk=handbook["trains"].pk), by=author)
    assert "Trains" in read_by(author)
    assert "Trains" not in read_by(colleague)


def test_one_page_alone_leaves_those_under_it_to_whom_they_had(handbook, read_by, author, guest, colleague):
    actions.set_reading(handbook["handbook"], by=author, reads="public", alone=True)
    assert read_by(guest) == {"Handbook"}
    assert read_by(colleague) == ALL


# --- Who may ---------------------------------------------------------------------------------------------------------


def test_nobody_shuts_themselves_out(page, author, colleague, circle):
    with pytest.raises(PermissionDenied, match="Choose yourself too"):
        actions.set_reading(page, by=author, reads="chosen", circle=circle(people=[colleague]))


def test_who_keeps_the_space_without_reading_the_page_does_not_let_themselves_in(page, author, colleague, circle):
    spaces.change_role(page.space, by=author, person=colleague, role="owner")
    actions.set_reading(page, by=author, reads="chosen", circle=circle(people=[author]))
    forget(colleague)
    with pytest.raises(PermissionDenied):
        actions.set_reading(page, by=colleague, reads="space")


@pytest.mark.parametrize("reads", ["customers", "public"])
def test_a_member_opens_nothing_to_people_outside_not_even_their_own_page(wiki, colleague, reads):
    mine = actions.create_page(wiki, by=colleague, title="Mine")
    with pytest.raises(PermissionDenied, match="open a page to people outside"):
        actions.set_reading(mine, by=colleague, reads=reads)


def test_nor_by_a_company_among_those_chosen(wiki, colleague, acme, circle):
    mine = actions.create_page(wiki, by=colleague, title="Mine")
    by_company = circle(by=colleague, people=[colleague], companies=[acme])
    with pytest.raises(PermissionDenied, match="open a page to people outside"):
        actions.set_reading(mine, by=colleague, reads="chosen", circle=by_company)


def test_nor_by_following_a_page_that_is_outside(handbook, author, colleague):
    actions.set_reading(handbook["handbook"], by=author, reads="public")
    mine = actions.create_page(handbook["handbook"].space, by=colleague, title="Mine", parent=handbook["handbook"])
    assert mine.reads == "space"
    assert mine.audience == mine.space.audience
    with pytest.raises(PermissionDenied, match="open a page to people outside"):
        actions.set_reading(mine, by=colleague, reads="")


def test_what_stands_in_a_secret_space_stays_there(author, vault):
    vault.parts = ["wiki"]
    vault.save()
    page = actions.create_page(vault, by=author, title="Gold")
    with pytest.raises(PermissionDenied, match="secret space"):
        actions.set_reading(page, by=author, reads="public")


@pytest.mark.parametrize("who", ["outsider", "moderator", "admin", "customer"])
def test_who_has_no_part_in_the_space_sets_nothing(request, page, who):
    person = request.getfixturevalue(who)
    for attempt in (
        lambda: actions.set_reading(page, by=person, reads="public"),
        lambda: actions.set_editing(page, by=person, edits="members"),
        lambda: actions.set_proposing(page, by=person, proposals="nobody"),
        lambda: actions.lock_page(page, by=person),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_chosen_readers_have_to_be_named(page, author):
    with pytest.raises(ValidationError):
        actions.set_reading(page, by=author, reads="chosen")
    with pytest.raises(ValidationError):
        actions.set_reading(page, by=author, reads="everybody")


# --- What is told ----------------------------------------------------------------------------------------------------


def test_who_loses_a_page_has_the_streams_asked_again(handbook, author, colleague, customer, circle):
    actions.set_reading(handbook["travel"], by=author, reads="customers")
    Frame.objects.all().delete()
    actions.set_reading(handbook["travel"], by=author, reads="space")
    revoked = [frame.payload for frame in Frame.objects.filter(event="revoked")]
    assert [customer.pk in found["people"] and colleague.pk not in found["people"] for found in revoked] == [True]


def test_what_changes_nothing_says_nothing(page, author):
    actions.set_reading(page, by=author, reads="public")
    said = Frame.objects.count()
    assert actions.set_reading(page, by=author, reads="public") == []
    assert Frame.objects.count() == said


# --- Moving ----------------------------------------------------------------------------------------------------------


def test_no_page_gets_outside_by_being_moved(handbook, wiki, read_by, author, guest):
    actions.set_reading(handbook["handbook"], by=author, reads="public")
    inside = actions.create_page(wiki, by=author, title="Notes")
    actions.create_page(wiki, by=author, title="More notes", parent=inside)
    actions.move_page(inside, by=author, parent=handbook["travel"])
    assert read_by(guest) == ALL
    assert Page.objects.get(pk=inside.pk).reads == "space"


def test_a_move_under_a_narrower_page_narrows_and_is_for_who_answers_for_it(
    handbook, read_by, author, colleague, circle
):
    both = circle(people=[author, colleague])
    actions.set_reading(handbook["holidays"], by=author, reads="chosen", circle=both)
    with pytest.raises(PermissionDenied, match="Other people would read it there"):
        actions.move_page(handbook["trains"], by=colleague, parent=handbook["holidays"])
    actions.move_page(handbook["trains"], by=author, parent=handbook["holidays"])
    assert Page.objects.get(pk=handbook["trains"].pk).audience == both.audience


def test_a_move_to_another_space_takes_everything_along(handbook, read_by, author, colleague, outsider, plaza):
    plaza.parts = ["wiki"]
    plaza.save()
    comment = add_comment(handbook["trains"], by=colleague, body="Or the bus.")
    actions.set_reading(handbook["trains"], by=author, reads="space")
    actions.move_page(handbook["travel"], by=author, space=plaza)
    assert read_by(outsider) == {"Travel", "Trains"}
    comment.refresh_from_db()
    assert (comment.space, comment.audience) == (plaza, plaza.audience)


# --- Many ------------------------------------------------------------------------------------------------------------


def test_a_thousand_pages_change_with_as_many_questions_as_ten(wiki, author, run_jobs):
    def asked(size: int) -> int:
        top = actions.create_page(wiki, by=author, title=f"Top {size}")
        _plant(top, size)
        with CaptureQueriesContext(connection) as queries:
            actions.set_reading(Page.objects.get(pk=top.pk), by=author, reads="public")
        assert Page.objects.under(top).exclude(audience="public").count() == 0
        return len(queries)

    few, many = asked(10), asked(1000)
    assert many <= few + 2, (few, many)


def _plant(top: Page, size: int) -> None:
    """A tree ten wide, in bulk, of pages without a text."""
    pages = [
        Page(author=top.author, space=top.space, audience=top.audience, title="P", published_at=top.published_at)
        for _number in range(size)
    ]
    insert_entries(pages)
    line = [top, *pages]
    for place, page in enumerate(pages):
        page.parent = line[place // 10]
        page.path = f"{page.parent.path}{page.pk}/"
    Page.objects.bulk_update(pages, ["parent", "path"], batch_size=200)


SAYINGS = ["", "", "", "space", "customers", "public", "chosen"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_whatever_is_said_where_the_stored_audience_is_the_computed_one(seed, wiki, author, plaza, circle):
    chance = random.Random(seed)
    if "wiki" not in plaza.parts:
        plaza.parts = [*plaza.parts, "wiki"]
        plaza.save()
    chosen = circle(people=[User.objects.get(pk=author.pk)])
    pages: list[int] = []
    for number in range(6):
        parent = Page.objects.select_related("space").get(pk=chance.choice(pages)) if pages and number % 3 else None
        space = parent.space if parent else chance.choice([wiki, plaza])
        pages.append(actions.create_page(space, by=author, title=f"{seed} {number}", parent=parent).pk)
    for _step in range(8):
        page = Page.objects.select_related("space").get(pk=chance.choice(pages))
        if chance.random() < 0.6:
            reads = chance.choice(SAYINGS)
            actions.set_reading(page, by=author, reads=reads, circle=chosen, alone=chance.random() < 0.3)
        else:
            to = Page.objects.select_related("space").get(pk=chance.choice(pages))
            if not to.path.startswith(page.path):
                actions.move_page(page, by=author, parent=to)
    for page in Page.objects.filter(pk__in=pages).select_related("space"):
        assert page.audience == rights.audience_by(rights.reading_of(page), page.space)
        assert work_out(page) == []
