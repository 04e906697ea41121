"""The lists of those who answer, and sharing out what stands in them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from forum import actions
from forum.models import Topic
from forum.work.assigning import assign_topic, settle_topic
from forum.work.lists import Wanted, counts_for, topics_for, waiting_for
from intranet.content.models import Product
from intranet.notifications.models import Notification
from intranet.realtime.models import Frame
from intranet.spaces.audiences import forget

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def titles(person, show: str, **narrowed) -> list[str]:
    found = topics_for(person, Wanted(show, **narrowed)).order_by("due_by", "pk")
    return [topic.title for topic in found]


def fresh(topic: Topic) -> Topic:
    return Topic.objects.with_place().get(pk=topic.pk)


@pytest.fixture
def world(category, lab, porch, author, colleague, customer):
    """Terminals promises eight hours; the lab answers Printers within two. What is praised waits for nobody."""
    with time_machine.travel(NOON, tick=False):
        printers = actions.make_category(porch, by=author, name="Printers", team=lab, reply_hours=2)
        slow = actions.ask(category, by=customer, title="Slow", body="x")
        jam = actions.ask(printers, by=customer, title="Jam", body="x")
        done = actions.ask(category, by=customer, title="Done", body="x")
        actions.answer(done, by=colleague, body="Yes.")
        actions.ask(category, by=customer, title="Lovely", body="x", sort="praise")
    forget(colleague)
    return {"printers": printers, "slow": slow, "jam": jam, "done": done}


def test_each_list_holds_what_it_says_in_the_order_in_which_answers_are_due(world, colleague, outsider, category):
    assign_topic(world["slow"], by=colleague, to=colleague)
    with time_machine.travel(NOON + timedelta(hours=3), tick=False):
        assert titles(colleague, "waiting") == ["Jam", "Slow"]
        assert titles(colleague, "overdue") == ["Jam"]
        assert titles(colleague, "mine") == ["Slow"]
        assert titles(colleague, "team") == ["Jam"]
        assert titles(outsider, "team") == []
        assert titles(colleague, "nobody") == ["Jam"]
        assert titles(colleague, "unanswered") == ["Jam", "Slow"]
        assert set(titles(colleague, "all")) == {"Jam", "Slow", "Done", "Lovely"}
        assert titles(colleague, "waiting", category=category) == ["Slow"]
        assert counts_for(colleague) == {
            "waiting": 2, "overdue": 1, "mine": 1, "team": 1, "nobody": 1, "unanswered": 2,
        }  # fmt: skip


def test_the_number_on_the_door_is_what_waits_for_this_person(world, colleague, outsider, author, as_):
    assert (waiting_for(colleague), waiting_for(outsider)) == (1, 0)
    assign_topic(world["slow"], by=outsider, to=outsider)
    forget(outsider)
    assign_topic(world["jam"], by=colleague, to=author)
    assert (waiting_for(colleague), waiting_for(outsider)) == (0, 0)
    actions.change_category(world["slow"].category, by=author, contacts=[outsider])
    assert waiting_for(outsider) == 1


def test_it_is_narrowed_by_what_it_is_about_and_nonsense_narrows_nothing(world, colleague, as_, category, customer):
    product = Product.objects.create(name="Reader", slug="reader")
    actions.ask(category, by=customer, title="About readers", body="x", product=product)
    client, address = as_(colleague), reverse("forum:work")
    shown = client.get(address, {"product": product.pk}).content.decode()
    assert "About readers" in shown
    assert "Jam" not in shown
    assert "Jam" in client.get(address, {"product": "x", "category": "99999", "show": "no"}).content.decode()


def test_a_page_of_it_costs_the_same_however_long_it_is(category, colleague, customer, as_, queries_stay_flat):
    client = as_(colleague)
    queries_stay_flat(
        lambda: client.get(reverse("forum:work")),
        lambda: actions.ask(category, by=customer, title="Once more", body="x"),
    )


def test_who_is_given_a_topic_hears_of_it_and_customers_do_not(
    world, colleague, outsider, customer, after_commit, run_jobs, as_, guest
):
    with after_commit():
        assert assign_topic(world["slow"], by=colleague, to=outsider)
    assert not assign_topic(world["slow"], by=colleague, to=outsider)
    run_jobs()
    assert Notification.objects.get(activity__verb="forum.topic.assigned").recipient == outsider
    assert set(Frame.objects.filter(event="forum.topic.assigned").values_list("stream", flat=True)) == {
        f"notes_{world['slow'].pk}"
    }
    address = fresh(world["slow"]).get_absolute_url()
    for reader in (customer, guest):
        assert "Who answers" not in as_(reader).get(address).content.decode()
    assert "Who answers" in as_(colleague).get(address).content.decode()


def test_anybody_of_the_staff_takes_over_and_hands_back_and_nobody_else_is_given_one(
    world, colleague, outsider, customer, lab, as_
):
    jam = fresh(world["jam"])
    assert assign_topic(jam, by=outsider, to=outsider)
    assert assign_topic(jam, by=outsider, to=None)
    with pytest.raises(PermissionDenied):
        assign_topic(jam, by=outsider, to=colleague)
    with pytest.raises(PermissionDenied):
        assign_topic(jam, by=customer, to=customer)
    with pytest.raises(ValidationError):
        assign_topic(jam, by=colleague, to=customer)
    address = reverse("forum:assign", args=[jam.pk])
    assert as_(outsider).post(address, {"who": "me"}).status_code == 302
    assert fresh(jam).assignee == outsider
    assert as_(colleague).post(address, {"to": "@nobody-of-that-name"}).status_code == 422
    assert as_(colleague).post(address, {"to": "@ben"}).status_code == 302
    assert fresh(jam).assignee == colleague


def test_what_needs_no_answer_waits_no_more(world, colleague, customer):
    assert settle_topic(world["slow"], by=colleague)
    assert not settle_topic(world["slow"], by=colleague)
    assert titles(colleague, "waiting") == ["Jam"]
    with pytest.raises(PermissionDenied):
        settle_topic(world["jam"], by=customer)


def test_several_are_dealt_with_at_once_and_what_more_would_read_is_asked_about_first(
    world, moderator, for_customers, for_staff, category, as_
):
    client, many = as_(moderator), reverse("forum:work-many")
    both = [world["slow"].pk, world["jam"].pk]
    client.post(many, {"topic": both, "what": "tag", "tag": "Winter"})
    assert [fresh(world[name]).chosen_tags for name in ("slow", "jam")] == [["Winter"], ["Winter"]]
    client.post(many, {"topic": both, "what": "move", "category": for_staff.pk})
    assert {fresh(world[name]).category for name in ("slow", "jam")} == {for_staff}
    asked = client.post(many, {"topic": both, "what": "move", "category": category.pk})
    assert "More people will read these" in asked.content.decode()
    assert fresh(world["slow"]).category == for_staff
    client.post(many, {"topic": both, "what": "move", "category": category.pk, "sure": "1"})
    client.post(many, {"topic": both, "what": "close", "reason": "Old"})
    assert all(fresh(world[name]).comments_locked for name in ("slow", "jam"))
    assert client.post(many, {"what": "explode", "topic": both}).status_code == 302


def test_customers_and_guests_do_not_see_the_lists(world, customer, as_, guest):
    assert as_(customer).get(reverse("forum:work")).status_code == 403
    assert as_(customer).post(reverse("forum:work-many"), {"what": "close"}).status_code == 403
    assert as_(guest).get(reverse("forum:work")).status_code == 302
