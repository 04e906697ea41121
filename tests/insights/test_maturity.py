"""Six stages, each reached by a history that is known, by thresholds that admins change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from feeds.actions import publish_post
from feeds.broadcasts.actions import acknowledge, publish_broadcast
from feeds.broadcasts.aims import Aim
from feeds.broadcasts.jobs import deliver_broadcast
from feeds.models import Broadcast
from forum import actions as forum
from forum.models import Topic
from ideas import actions as ideas
from ideas.models import Idea, Status
from intranet.accounts.models import Department, User
from intranet.activity.models import Activity
from intranet.content.models import Credit, Entry
from intranet.insights.maturity import actions
from intranet.insights.maturity.measures import share
from intranet.insights.maturity.reading import maturity
from intranet.insights.maturity.stages import STAGES, defaults, reached, stands_at
from intranet.insights.models import Threshold
from intranet.spaces.audiences import ORG
from intranet.spaces.models import Membership, Space
from tests import factories
from wiki import actions as wiki
from wiki.models import Page

NOON = datetime(2026, 11, 18, 11, tzinfo=UTC)


def stage() -> int:
    return maturity().number


def value_of(key: str) -> float | None:
    return next(met.value for one in maturity().stages for met in one.criteria if met.measure.key == key)


# --- Pure -------------------------------------------------------------------------------------------------------------


def test_a_stage_counts_only_when_all_before_it_are_reached():
    full = {key: float(least) for key, least in defaults().items()}
    assert stands_at(reached(full, {})) == 6
    assert stands_at(reached(full | {"answered_in_time": 69.9}, {})) == 2
    assert stands_at(reached(full | {"people": 4}, {})) == 0
    assert stands_at(reached(full | {"answered_in_time": None}, {})) == 2, "too little to say is not enough"
    assert stands_at(reached(full | {"answered_in_time": 50}, {"answered_in_time": 50})) == 6
    assert [one.measure.key for one in reached(full | {"people": 4}, {})[0].missing] == ["people"]


def test_a_share_of_too_few_says_nothing():
    assert share(1, 4, fewest=5) is None
    assert share(0, 0) is None
    assert share(2, 3) == 66.7


# --- The histories ----------------------------------------------------------------------------------------------------


def _plan(admin) -> dict[str, User]:
    """Five colleagues in two departments, two spaces that say what they are for."""
    desk, works = Department.objects.create(name="Desk"), Department.objects.create(name="Works")
    people = {
        handle: factories.a_person(handle.title(), handle=handle, department=works if handle == "edo" else desk)
        for handle in ("anna", "bice", "carlo", "dino", "edo")
    }
    factories.a_space("Street", owner=people["anna"], visibility="community", purpose="What customers ask")
    factories.a_space("Table", owner=people["anna"], visibility="open", purpose="What we plan")
    Activity.objects.all().delete()
    return people


def _be_seen(people) -> None:
    """Two of six did something in four weeks, and five things stand in public."""
    street = Space.objects.get(name="Street")
    for number in range(5):
        publish_post(by=people["anna"], body=f"News {number}", space=street)
    publish_post(by=people["bice"], body="Hello")


def _answer(people, customers) -> None:
    """Five questions of two companies, four answered within a day."""
    category = forum.make_category(Space.objects.get(name="Street"), by=people["anna"], name="Terminals")
    for number in range(5):
        asked_by = customers[number % 2]
        with time_machine.travel(NOON - timedelta(days=3), tick=False):
            topic = forum.ask(category, by=asked_by, title=f"It sleeps {number}", body="In the cold.")
        with time_machine.travel(NOON - timedelta(days=2 if number else 1, hours=1), tick=False):
            forum.answer(topic, by=people["bice"], body="Warm it.")


def _keep(people) -> list[Page]:
    """Every space is kept by two, and three of four pages have somebody who answers for them."""
    for space in Space.objects.all():
        Membership.objects.create(space=space, person=people["bice"], role="moderator")
    street = Space.objects.get(name="Street")
    street.parts = [*street.parts, "wiki"]
    street.save(update_fields=["parts"])
    pages = [wiki.create_page(street, by=people["anna"], title=f"Page {n}", body="So.") for n in range(4)]
    Page.objects.filter(pk__in=[page.pk for page in pages[:3]]).update(owner=people["anna"])
    Entry.objects.filter(pk__in=[page.pk for page in pages]).update(
        audience="public", state=Entry.State.PUBLISHED, published_at=NOON - timedelta(days=1)
    )
    return pages


def _decide(people, customers) -> None:
    """The second department does something, and two of three ideas of last autumn are decided."""
    publish_post(by=people["edo"], body="The works say hello")
    board = ideas.make_board(Space.objects.get(name="Street"), by=people["anna"], name="Wishes")
    made = [ideas.suggest(board, by=customers[0], title=f"Wish {n}", body="Please.") for n in range(3)]
    Entry.objects.filter(pk__in=[idea.pk for idea in made]).update(published_at=NOON - timedelta(days=60))
    planned = Status.objects.get(meaning="planned")
    for idea in made[:2]:
        ideas.set_status(Idea.objects.get(pk=idea.pk), by=people["anna"], status=planned)
    Idea.objects.update(status_at=NOON - timedelta(days=1))


def _acknowledge(people) -> None:
    """Of five whom a broadcast asks, four have acknowledged it after a week."""
    with time_machine.travel(NOON - timedelta(days=8), tick=False):
        admin = User.objects.get(handle="aldo")
        sent = publish_broadcast(by=admin, aim=Aim(ORG), title="Doors", body="Locked.", must_acknowledge=True)
    deliver_broadcast.call(broadcast_id=sent.pk)
    for person in people.values():
        if person.handle != "edo":
            acknowledge(Broadcast.objects.get(pk=sent.pk), by=person)


def _converge(pages, customers) -> None:
    """In two of four public pages words of a customer are kept."""
    for page in pages[:2]:
        Credit.objects.create(entry=page, person=customers[0], made_at=NOON - timedelta(days=1))


@time_machine.travel(NOON, tick=False)
def test_each_of_the_six_stages_is_reached_by_its_history(admin, customer, other_customer):
    customers = [customer, other_customer]
    assert stage() == 0
    people = _plan(admin)
    assert stage() == 1
    with time_machine.travel(NOON - timedelta(days=1), tick=False):
        _be_seen(people)
    assert stage() == 2
    _answer(people, customers)
    assert stage() == 3
    pages = _keep(people)
    assert stage() == 4
    with time_machine.travel(NOON - timedelta(days=1), tick=False):
        _decide(people, customers)
    assert (stage(), value_of("broadcasts_acknowledged")) == (4, None), "nothing has asked to be acknowledged"
    _acknowledge(people)
    assert value_of("broadcasts_acknowledged") == 80
    assert stage() == 5
    _converge(pages, customers)
    assert stage() == 6
    # Nobody answers for a month: what was reached is not for ever.
    with time_machine.travel(NOON + timedelta(days=40), tick=False):
        assert stage() == 1


@time_machine.travel(NOON, tick=False)
def test_an_answer_after_a_day_is_late_and_a_question_of_today_is_not_yet(admin, customer, other_customer):
    people = _plan(admin)
    _answer(people, [customer, other_customer])
    assert value_of("answered_in_time") == 80
    # Asked two hours ago, and nobody has answered: that is not late.
    Topic.objects.update(first_staff_reply_at=None)
    assert value_of("answered_in_time") == 0
    Topic.objects.filter(title="It sleeps 0").update(published_at=NOON - timedelta(hours=2))
    assert value_of("answered_in_time") is None, "four are too few to say anything"


# --- Thresholds -------------------------------------------------------------------------------------------------------


def test_admins_change_what_a_stage_asks_for_and_it_stands_in_the_audit(admin, as_):
    page = as_(admin).get("/insights/maturity/thresholds/").content.decode()
    assert 'value="70"' in page
    sent = {key: str(least) for key, least in defaults().items()} | {"people": "1"}
    assert as_(admin).post("/insights/maturity/thresholds/", sent).status_code == 302
    assert list(Threshold.objects.values_list("measure", "least")) == [("people", 1)]
    assert next(one for one in maturity().stages[0].criteria if one.measure.key == "people").is_met
    assert Activity.objects.get(verb="insights.thresholds.set").details["after"] == {"people": 1}
    assert actions.set_thresholds({"people": 1}, by=admin) is False
    assert actions.set_thresholds({"people": 5}, by=admin) is True
    assert not Threshold.objects.exists()


@pytest.mark.parametrize(("key", "least"), [("people", 0), ("answered_in_time", 101), ("nonsense", 3)])
def test_a_threshold_that_makes_no_sense_is_refused(admin, key, least):
    with pytest.raises(ValidationError):
        actions.set_thresholds({key: least}, by=admin)


def test_a_form_with_nonsense_keeps_what_was_typed(admin, as_):
    sent = {key: str(least) for key, least in defaults().items()} | {"answered_in_time": "170"}
    refused = as_(admin).post("/insights/maturity/thresholds/", sent)
    assert refused.status_code == 422
    assert 'value="170"' in refused.content.decode()
    assert not Threshold.objects.exists()


def test_nobody_else_sees_the_stages_or_changes_them(author, moderator, customer, guest, as_):
    for person in (author, moderator, customer):
        for page in ("/insights/maturity/", "/insights/maturity/thresholds/", "/api/v1/insights/maturity"):
            assert as_(person).get(page).status_code == 403
        with pytest.raises(PermissionDenied):
            actions.set_thresholds({"people": 1}, by=person)
    assert as_(guest).get("/insights/maturity/").status_code == 302


def test_the_page_says_what_is_missing_and_leads_to_where_it_is_done(admin, as_):
    page = as_(admin).get("/insights/maturity/").content.decode()
    assert "Before the first stage" in page
    assert "What is missing for “Planning”" in page
    assert 'href="/spaces/"' in page
    told = as_(admin).get("/api/v1/insights/maturity").json()
    assert told["stage"] == 0
    assert [one["key"] for one in told["stages"]] == [one.key for one in STAGES]


def test_every_stage_can_be_measured_and_every_measure_leads_somewhere(db):
    for one in maturity().stages:
        assert one.criteria
        for met in one.criteria:
            assert met.measure.url, met.measure.key
