"""What leaves the house: it is opened by who answers for it, and published by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.collab.documents import Access
from intranet.conversation.actions import add_comment
from intranet.realtime.units import unit
from intranet.spaces import actions as spaces
from intranet.spaces.audiences import forget
from tests import factories
from wiki import actions
from wiki.docs.outside import address_outside
from wiki.models import Page
from wiki.readers.circles import Chosen, circle_for
from wiki.working_text import gate

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(page, author) -> Page:
    """Ada's page about fans, read by everybody."""
    actions.set_reading(page, by=author, reads="public")
    return page


def again(page: Page) -> Page:
    return Page.objects.select_related("space").get(pk=page.pk)


def test_quiet_time_publishes_inside_and_not_outside(page, author, colleague, write):
    write(page, colleague, "They hum.")
    actions.settle_page(page)
    assert again(page).body == "They hum."
    actions.set_reading(page, by=author, reads="customers")
    write(page, colleague, "They whistle.")
    actions.settle_page(page)
    page = again(page)
    assert (page.body, page.has_unpublished) == ("They hum.", True)
    actions.publish_page(page, by=colleague)
    assert again(page).body == "They whistle."


@pytest.mark.parametrize("chosen", ["companies", "spaces"])
def test_chosen_readers_outside_of_the_house_count_as_outside(page, author, acme, porch, chosen):
    circle = circle_of(author, people=[author], **{chosen: [acme if chosen == "companies" else porch]})
    actions.set_reading(page, by=author, reads="chosen", circle=circle)
    assert again(page).reach == ("customers" if chosen == "companies" else "street")
    assert not again(page).publishes_itself


def circle_of(by, **chosen):
    with unit():
        return circle_for(Chosen(**chosen), by=by)


def test_what_is_being_written_is_not_read_at_the_socket_before_it_is_published(public, author, colleague, customer):
    assert gate(colleague, public.pk) == Access.WRITE
    assert gate(customer, public.pk) == Access.NONE
    assert gate(User.objects.get(pk=customer.pk), public.pk) == Access.NONE
    actions.set_reading(public, by=author, reads="space")
    actions.set_editing(public, by=author, edits="keepers")
    assert gate(User.objects.get(pk=colleague.pk), public.pk) == Access.READ
    assert gate(User.objects.get(pk=customer.pk), public.pk) == Access.NONE


def test_an_agency_guest_writes_and_does_not_publish(public, author, write):
    tina = factories.a_person("Tina Moss", handle="tina", kind="agency", access_until=now() + timedelta(days=9))
    spaces.add_member(public.space, by=author, person=tina)
    forget(tina)
    write(public, tina, "They sing.")
    actions.save_version(public, by=tina)
    assert again(public).body == "The fans are loud."
    for attempt in (
        lambda: actions.publish_page(public, by=tina),
        lambda: actions.save_version(public, by=tina, publish=True),
        lambda: actions.put_text(public, by=tina, text="They dance.", publish=True),
        lambda: actions.rename_page(public, by=tina, title="Singers"),
    ):
        with pytest.raises(PermissionDenied, match="Staff publish"):
            attempt()
    assert again(public).body == "The fans are loud."


def test_customers_of_a_community_improve_pages_by_proposing(porch, author, customer):
    porch.parts = ["wiki"]
    porch.save()
    page = actions.create_page(porch, by=author, title="Cleaning")
    spaces.join_space(porch, by=customer)
    forget(customer)
    with pytest.raises(PermissionDenied, match="propose a change"):
        actions.put_text(page, by=customer, text="Blow.")
    with pytest.raises(PermissionDenied, match="propose a change"):
        actions.create_page(porch, by=customer, title="Mine")
    actions.set_editing(page, by=author, edits="chosen", circle=circle_of(author, people=[customer]))
    forget(customer)
    actions.save_version(page, by=customer)
    with pytest.raises(PermissionDenied, match="Staff publish"):
        actions.publish_page(page, by=customer)


def test_a_locked_page_is_written_by_who_answers_for_it_and_says_why(page, author, colleague):
    assert actions.lock_page(page, by=author, reason="Being checked.")
    assert not actions.lock_page(page, by=author, reason="Being checked.")
    with pytest.raises(PermissionDenied, match="Being checked"):
        actions.save_version(page, by=colleague)
    assert gate(colleague, page.pk) == Access.READ
    with pytest.raises(PermissionDenied):
        actions.unlock_page(page, by=colleague)
    assert actions.unlock_page(page, by=author)
    assert gate(colleague, page.pk) == Access.WRITE


def test_an_archived_space_keeps_its_pages_as_they_are(page, author):
    spaces.archive_space(page.space, by=author)
    for attempt in (
        lambda: actions.set_reading(page, by=author, reads="public"),
        lambda: actions.lock_page(page, by=author),
        lambda: actions.publish_page(page, by=author),
    ):
        with pytest.raises(PermissionDenied, match="archived"):
            attempt()


# --- What search engines are told -------------------------------------------------------------------------------------


def test_the_map_for_robots_names_public_pages_and_not_those_kept_from_them(client, handbook, author):
    def named() -> set[str]:
        text = client.get("/sitemap.xml").content.decode()
        return {title for title, page in handbook.items() if f"{address_outside(again(page))}<" in text}

    assert named() == set()
    actions.set_reading(handbook["handbook"], by=author, reads="public")
    actions.set_reading(handbook["holidays"], by=author, reads="customers")
    assert named() == {"handbook", "travel", "trains"}
    actions.keep_from_robots(handbook["travel"], by=author)
    assert named() == {"handbook"}


def test_who_does_not_know_of_the_space_does_not_hear_its_name_from_its_pages(as_, client, author, customer, run_jobs):
    shop = factories.a_space("Quartermaster", owner=author, visibility="closed")
    shop.parts = ["wiki"]
    shop.save()
    page = actions.create_page(shop, by=author, title="Kumquats", body="Kumquats are small.")
    actions.set_reading(page, by=author, reads="public")
    comment = add_comment(page, by=author, body="Very small, these kumquats.")
    run_jobs()
    for reader in (client, as_(customer)):
        found = reader.get("/search/?q=kumquats").content.decode()
        assert "Kumquats" in found
        assert "Quartermaster" not in found
    assert "Quartermaster" in as_(author).get("/search/?q=kumquats").content.decode()
    assert comment.space_id == shop.pk
