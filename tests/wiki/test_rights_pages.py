"""The page of rights, in a browser without scripts: what is told, what is asked first, what is refused."""

from __future__ import annotations

import pytest

from intranet.accounts.models import Department
from intranet.realtime.units import unit
from intranet.spaces import actions as spaces
from intranet.spaces.models import Circle
from wiki import actions
from wiki.models import Page
from wiki.readers.circles import Chosen, circle_for

pytestmark = pytest.mark.django_db


def again(page: Page) -> Page:
    return Page.objects.select_related("space").get(pk=page.pk)


def test_it_says_who_reads_how_many_and_where_that_is_said(as_, author, colleague, handbook):
    actions.set_reading(handbook["handbook"], by=author, reads="customers")
    shown = as_(colleague).get(f"/wiki/{handbook['trains'].pk}/rights/").content.decode()
    assert "Staff and all customers" in shown
    assert "2 people" in shown
    assert handbook["handbook"].get_absolute_url() in shown
    # Ben writes here and does not manage it.
    assert "Change who reads it" not in shown


def test_a_page_above_that_one_does_not_see_is_not_named(as_, author, colleague, handbook):
    top, travel = handbook["handbook"], handbook["travel"]
    actions.set_reading(travel, by=author, reads="space")
    actions.set_reading(top, by=author, reads="public", alone=True)
    actions.rename_page(top, by=author, title="Zanzibar")
    as_(author).post(f"/wiki/{top.pk}/rights/readers/", {"reads": "chosen", "people": "@ada", "sure": "1"})
    assert again(top).audience.startswith("circle_")
    shown = as_(colleague).get(f"/wiki/{travel.pk}/rights/")
    assert shown.status_code == 200
    assert "Zanzibar" not in shown.content.decode()


def test_what_it_means_is_said_before_it_is_done(as_, author, customer, handbook):
    top = handbook["handbook"]
    client = as_(author)
    asked = client.post(f"/wiki/{top.pk}/rights/readers/", {"reads": "public"}).content.decode()
    assert "also without an account" in asked
    assert "It changes for 4 pages." in asked
    assert again(top).audience == top.space.audience
    assert client.post(f"/wiki/{top.pk}/rights/readers/", {"reads": "public", "sure": "1"}).status_code == 302
    assert again(handbook["trains"]).audience == "public"
    narrowed = client.post(f"/wiki/{top.pk}/rights/readers/", {"reads": ""}).content.decode()
    assert "1 person who reads it now will not any more." in narrowed


def test_chosen_readers_are_named_and_kept_as_they_were_typed(as_, author, colleague, page):
    client = as_(author)
    sales = Department.objects.create(name="Sales")
    refused = client.post(f"/wiki/{page.pk}/rights/readers/", {"reads": "chosen", "people": "@nobody"})
    assert refused.status_code == 422
    assert "@nobody" in refused.content.decode()
    assert client.post(f"/wiki/{page.pk}/rights/readers/", {"reads": "chosen"}).status_code == 422
    shut_out = client.post(f"/wiki/{page.pk}/rights/readers/", {"reads": "chosen", "people": "@ben"})
    assert shut_out.status_code == 422
    assert "Choose yourself too" in shut_out.content.decode()
    chosen = {"reads": "chosen", "people": "@ada", "departments": [sales.pk], "sure": "1"}
    assert client.post(f"/wiki/{page.pk}/rights/readers/", chosen).status_code == 302
    assert "Sales, Ada Bianchi" in client.get(f"/wiki/{page.pk}/rights/").content.decode()


def test_nothing_is_left_behind_by_asking(as_, author, page):
    as_(author).post(f"/wiki/{page.pk}/rights/readers/", {"reads": "chosen", "people": "@ada"})
    assert Circle.objects.count() == 0


def test_the_notice_publishes_what_was_written_and_shows_the_difference(as_, author, colleague, page, write):
    actions.set_reading(page, by=author, reads="public")
    write(page, colleague, "The fans are silent.")
    actions.settle_page(page)
    client = as_(colleague)
    assert "1 change is not published yet" in client.get(page.get_absolute_url()).content.decode()
    asked = client.get(f"/wiki/{page.pk}/unpublished/").content.decode()
    assert "<del>loud</del>" in asked
    assert "<ins>silent</ins>" in asked
    client.post(f"/wiki/{page.pk}/publish/")
    assert again(page).body == "The fans are silent."
    assert "not published yet" not in client.get(page.get_absolute_url()).content.decode()


def test_a_new_page_under_a_public_one_says_that_it_waits(as_, author, guest, page):
    actions.set_reading(page, by=author, reads="public")
    new = actions.create_page(page.space, by=author, title="Belts", parent=page)
    assert as_(guest).get(new.get_absolute_url()).status_code == 404
    shown = as_(author).get(new.get_absolute_url()).content.decode()
    assert "until it is published" in shown
    as_(author).post(f"/wiki/{new.pk}/rights/readers/", {"reads": "", "sure": "1"})
    assert as_(guest).get(new.get_absolute_url(), follow=True).status_code == 200


def test_a_move_that_changes_who_reads_is_asked_about_first(as_, author, handbook):
    actions.set_reading(handbook["holidays"], by=author, reads="customers")
    client = as_(author)
    travel, trains = handbook["travel"], handbook["trains"]
    plain = client.post(f"/wiki/{trains.pk}/move/", {"parent": handbook["handbook"].pk})
    assert plain.status_code == 302
    actions.set_reading(again(handbook["holidays"]), by=author, reads="space")
    with unit():
        circle = circle_for(Chosen(people=[author]), by=author)
    actions.set_reading(again(handbook["holidays"]), by=author, reads="chosen", circle=circle)
    sent = {"parent": handbook["holidays"].pk}
    asked = client.post(f"/wiki/{travel.pk}/move/", sent).content.decode()
    assert "1 person who reads it now will not any more." in asked
    assert again(travel).parent_id == handbook["handbook"].pk
    client.post(f"/wiki/{travel.pk}/move/", sent | {"sure": "1"})
    assert again(travel).audience == circle.audience
    told = client.post(f"/wiki/{travel.pk}/move/", {"parent": handbook["handbook"].pk}, headers={"HX-Request": "true"})
    assert "1 page has other readers now." in told["HX-Trigger"]


# --- With other eyes --------------------------------------------------------------------------------------------------


def test_a_guest_sees_in_the_preview_what_a_guest_sees(as_, author, guest, handbook):
    page = handbook["handbook"]
    client = as_(author)
    assert "does not see this page" in client.get(f"/wiki/{page.pk}/seen-by/guest/").content.decode()
    actions.set_reading(page, by=author, reads="public")
    actions.set_reading(handbook["travel"], by=author, reads="space")
    seen = client.get(f"/wiki/{page.pk}/seen-by/guest/")
    assert seen["Cache-Control"] == "private, no-store"
    preview = seen.content.decode()
    assert "a visitor without an account" in preview
    assert "How we work." in preview
    assert "data-session" not in preview
    assert handbook["travel"].get_absolute_url() not in preview
    assert page.space.name not in preview


def test_a_customer_sees_more_than_a_guest(as_, author, page):
    actions.set_reading(page, by=author, reads="customers")
    client = as_(author)
    assert "does not see this page" in client.get(f"/wiki/{page.pk}/seen-by/guest/").content.decode()
    assert "The fans are loud." in client.get(f"/wiki/{page.pk}/seen-by/customer/").content.decode()
    assert client.get(f"/wiki/{page.pk}/seen-by/admin/").status_code == 404


def test_who_does_not_write_there_has_no_preview(as_, author, outsider, customer, page):
    actions.set_reading(page, by=author, reads="public")
    assert as_(outsider).get(f"/wiki/{page.pk}/seen-by/guest/").status_code == 403
    assert as_(customer).get(f"/wiki/{page.pk}/rights/").status_code == 403


def test_asking_why_is_for_who_manages_the_page(as_, author, colleague, outsider, page):
    shown = as_(author).get(f"/wiki/{page.pk}/rights/", {"person": "@cleo"}).content.decode()
    assert "Cleo Verdi does not read it" in shown
    assert "Cleo Verdi is not in Lab." in shown
    assert "Cleo Verdi does not" not in as_(colleague).get(f"/wiki/{page.pk}/rights/?person=@cleo").content.decode()


def test_a_locked_page_says_by_whom_and_why(as_, author, colleague, page):
    as_(author).post(f"/wiki/{page.pk}/lock/", {"reason": "Being checked."})
    shown = as_(colleague).get(page.get_absolute_url()).content.decode()
    assert "Locked by Ada Bianchi." in shown
    assert "Being checked." in shown
    as_(author).post(f"/wiki/{page.pk}/lock/", {"open": "1"})
    assert "Locked by" not in as_(colleague).get(page.get_absolute_url()).content.decode()


def test_the_rights_of_a_page_in_an_archived_space_are_looked_at_only(as_, author, page):
    spaces.archive_space(page.space, by=author)
    assert "Change who reads it" not in as_(author).get(f"/wiki/{page.pk}/rights/").content.decode()
