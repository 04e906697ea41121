"""Kudos: whoever is thanked can read it, is told of it, and finds it on their page as far as others may see it."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from feeds import cards
from feeds.kudos.actions import edit_kudos, give_kudos
from feeds.kudos.receiving import kudos_received
from feeds.kudos.values import values_on_offer
from feeds.models import Kudos, KudosValue
from intranet.activity.models import Activity
from intranet.content.actions import delete_entry, undelete_entry
from intranet.notifications.inbox import page_of
from intranet.notifications.models import Notification
from intranet.spaces import actions as space_actions
from tests.factories import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def value() -> KudosValue:
    return values_on_offer()[0]


def thank(by, *to, value, **where) -> Kudos:
    return give_kudos(by=by, to=to, value=value, body="For the drawings of the dock.", **where)


def composed(chosen: KudosValue, **changes) -> dict[str, str]:
    typed = {"to": "@ben", "value": str(chosen.pk), "body": "For the drawings.", "audience": "org"}
    return typed | {"client_id": str(uuid.uuid4())} | changes


# --- Whom ------------------------------------------------------------------------------------------------------------


def test_who_is_thanked_is_told_and_nobody_else(author, colleague, outsider, value, run_jobs):
    thank(author, colleague, value=value)
    run_jobs()
    assert list(Notification.objects.values_list("recipient__handle", "reason")) == [("ben", "kudos")]
    (thread,) = page_of(colleague).threads
    assert thread.sentence == "Ada Bianchi gave kudos: “For the drawings of the dock.”"


def test_who_could_not_read_it_is_not_thanked_there_and_the_giver_is_told_where(
    author, colleague, outsider, lab, plaza, value
):
    with pytest.raises(ValidationError) as refusal:
        thank(author, colleague, outsider, value=value, space=lab)
    said = refusal.value.message_dict["to"][0]
    assert said.startswith("Cleo Verdi cannot read what is written there.")
    assert "Everybody you thank can read: All staff, Plaza" in said
    assert "Lab" not in said.partition(":")[2]
    assert not Kudos.objects.exists()


def test_a_customer_is_thanked_where_customers_read(author, customer, porch, lab, value):
    assert thank(author, customer, value=value, space=porch).receivers.get() == customer
    with pytest.raises(ValidationError, match="cannot read"):
        thank(author, customer, value=value)
    with pytest.raises(ValidationError, match="cannot read"):
        thank(author, customer, value=value, space=lab)


def test_nobody_thanks_themself(author, colleague, value):
    with pytest.raises(ValidationError, match="cannot give them to yourself"):
        thank(author, colleague, author, value=value)


def test_customers_give_none(customer, author, porch, value):
    space_actions.join_space(porch, by=customer)
    with pytest.raises(PermissionDenied, match="given by staff"):
        thank(type(customer).objects.get(pk=customer.pk), author, value=value, space=porch)


def test_who_has_left_is_not_thanked_and_neither_is_nobody(author, deactivated, value):
    with pytest.raises(ValidationError, match="There is nobody called @fred"):
        thank(author, deactivated, value=value)
    with pytest.raises(ValidationError, match="Say whom"):
        thank(author, value=value)


def test_at_most_twenty_at_once(author, value):
    with pytest.raises(ValidationError, match="At most 20"):
        thank(author, *(a_person() for _ in range(21)), value=value)


def test_thanks_say_what_for(author, colleague, value):
    with pytest.raises(ValidationError, match="Say what for"):
        give_kudos(by=author, to=[colleague], value=value, body="  ")
    value.is_offered = False
    value.save()
    with pytest.raises(ValidationError, match="not offered any more"):
        thank(author, colleague, value=value)


def test_the_rules_of_posting_hold(outsider, colleague, plaza, lab, value):
    with pytest.raises(PermissionDenied):
        thank(outsider, colleague, value=value, space=plaza)


def test_pressing_twice_thanks_once(author, colleague, value):
    key = uuid.uuid4()
    first, second = (thank(author, colleague, colleague, value=value, client_id=key) for _ in range(2))
    assert first == second
    assert first.thanked.count() == 1


# --- By the form -----------------------------------------------------------------------------------------------------


def test_kudos_are_written_on_their_page_by_handles(as_, author, colleague, outsider, value):
    answer = as_(author).post("/kudos/", composed(value, to="@ben, cleo;  @BEN"))
    found = Kudos.objects.get()
    assert answer.url == found.get_absolute_url()
    assert set(found.receivers.all()) == {colleague, outsider}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"to": ""}, "Say whom you thank."),
        ({"to": "@nobody @ben"}, "There is nobody called @nobody here."),
        ({"to": "@ada"}, "you cannot give them to yourself"),
        ({"to": "@dora"}, "There is nobody called @dora here.|cannot read what is written there"),
        ({"value": ""}, "Choose what for."),
        ({"value": "99999"}, "valid choice"),
        ({"body": ""}, "Say what for."),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_still_there(
    changes, sentence, as_, author, colleague, customer, value
):
    import re

    answer = as_(author).post("/kudos/", composed(value, title="Kept title", **changes))
    assert answer.status_code == 422
    assert re.search(sentence, answer.content.decode())
    assert "Kept title" in answer.content.decode()
    assert not Kudos.objects.exists()


def test_a_link_typed_before_is_not_lost(as_, author, colleague, value):
    as_(author).post("/kudos/", composed(value, link="https://example.com/dock"))
    assert "https://example.com/dock" in Kudos.objects.get().body


def test_a_customer_finds_no_such_page(as_, customer, value):
    assert as_(customer).get("/kudos/").status_code == 403


# --- Reading ---------------------------------------------------------------------------------------------------------


def test_the_card_shows_for_what_and_whom(as_, author, colleague, outsider, value, plaza):
    kudos = thank(author, colleague, outsider, value=value, space=plaza)
    for path in (kudos.get_absolute_url(), "/spaces/plaza/"):
        page = as_(colleague).get(path).content.decode()
        assert {word in page for word in (value.name, "Ben Rossi", "Cleo Verdi", "kudos-value")} == {True}


def test_outsiders_meet_the_same_404_as_for_nothing(as_, author, colleague, outsider, lab, value):
    kudos = thank(author, colleague, value=value, space=lab)
    assert as_(outsider).get(kudos.get_absolute_url()).status_code == 404
    assert as_(outsider).get("/kudos/999999/").status_code == 404


def test_another_kind_has_no_page_of_kudos(as_, author, plaza):
    from feeds.actions import publish_post

    post = publish_post(by=author, space=plaza, body="x")
    assert as_(author).get(f"/kudos/{post.pk}/").status_code == 404


def test_a_persons_page_shows_what_the_viewer_may_read(author, colleague, outsider, customer, lab, plaza, value):
    other = values_on_offer()[1]
    thank(author, colleague, value=value, space=lab)
    thank(author, colleague, value=other)
    thank(author, colleague, value=other)

    def seen(viewer) -> dict[str, int]:
        section = kudos_received(colleague, type(viewer).objects.get(pk=viewer.pk))
        return {found.name: count for found, count in section[2]["values"]} if section else {}

    assert seen(colleague) == seen(author) == {other.name: 2, value.name: 1}
    assert seen(outsider) == {other.name: 2}
    assert seen(customer) == {}


def test_what_was_deleted_is_counted_no_more(author, colleague, value):
    kudos = thank(author, colleague, value=value)
    delete_entry(kudos, by=author)
    assert kudos_received(colleague, author) is None
    undelete_entry(kudos, by=author)
    assert kudos_received(colleague, author) is not None


def test_the_section_and_the_feed_cost_the_same_for_few_and_for_many(
    as_, author, colleague, lab, value, queries_stay_flat
):
    client = as_(colleague)

    def grow():
        for _ in range(4):
            thank(author, colleague, value=value, space=lab)

    def visit(path: str):
        cards.shelf.clear()
        return client.get(path)

    queries_stay_flat(lambda: visit("/"), grow)
    queries_stay_flat(lambda: visit("/people/ben/"), grow)


# --- Changing --------------------------------------------------------------------------------------------------------


def test_words_and_value_are_changed_by_the_giver_alone(as_, author, colleague, value):
    kudos = thank(author, colleague, value=value)
    other = values_on_offer()[1]
    edit = f"/kudos/{kudos.pk}/edit/"
    sent = {"body": "For the second drawing.", "value": other.pk, "based_on": 0}
    assert as_(colleague).post(edit, sent).status_code == 403
    assert as_(author).post(edit, sent).url == kudos.get_absolute_url()
    kudos.refresh_from_db()
    assert (kudos.body, kudos.value) == ("For the second drawing.", other)
    assert as_(author).post(edit, sent | {"body": "Too late."}).status_code == 422


def test_changing_only_the_value_is_a_change(author, colleague, value):
    kudos = thank(author, colleague, value=value)
    edit_kudos(kudos, by=author, body=kudos.body, value=values_on_offer()[2])
    assert kudos.revisions_count == 1


# --- The list of values ----------------------------------------------------------------------------------------------


def test_admins_keep_the_list_and_it_is_written_down(as_, admin, value):
    page = "/admin/feeds/kudosvalue/"
    sent = {"name": "Cheer", "name_it": "Allegria", "icon": "sun", "tint": "5", "place": "9", "is_offered": "on"}
    assert as_(admin).post(f"{page}add/", sent).status_code == 302
    cheer = KudosValue.objects.get(name="Cheer")
    assert cheer in values_on_offer()
    as_(admin).post(f"{page}{cheer.pk}/change/", sent | {"is_offered": ""})
    assert cheer not in values_on_offer()
    verbs = list(Activity.objects.filter(subject=cheer.key).order_by("pk").values_list("verb", "audited"))
    assert verbs == [("feeds.kudos_value.added", True), ("feeds.kudos_value.changed", True)]
    assert as_(admin).post(f"{page}{cheer.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_value_has_a_name_in_each_language(value):
    from django.utils import translation

    assert value.label == "Lends a hand"
    with translation.override("it"):
        assert value.label == "Dà una mano"
        assert KudosValue(name="Only English").label == "Only English"


def test_every_value_has_an_icon_that_can_be_drawn():
    from intranet.core.templatetags.portico import icon_names

    assert set(KudosValue.Icon.values) <= icon_names()
