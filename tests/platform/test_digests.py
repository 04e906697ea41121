"""The digest: few things, the right ones, in the right order, within the minutes, and nothing one may not read."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.content.actions import delete_entry
from intranet.content.actions.stances import block, mute
from intranet.content.models import Entry, Product
from intranet.notifications import actions
from intranet.notifications.digests import interests, sources, tastes
from intranet.notifications.digests.engine import pick, still_readable
from intranet.notifications.digests.sources import EXECUTIVE, INTERESTS, Candidate
from intranet.notifications.digests.visits import away_since, note_here, unknown_since
from intranet.notifications.models import Taste
from intranet.spaces import actions as spaces
from intranet.spaces.models import Membership
from tests import factories

from .digest_world import NOW, SINCE, a_week, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def week(run_jobs, after_commit):
    return a_week(jobs=run_jobs, after_commit=after_commit)


def told(person, **how) -> list[tuple[str, str]]:
    fresh = User.objects.get(pk=person.pk)
    return [(item.reason, item.title) for item in pick(fresh, SINCE, NOW, **how)]


def joined_long_ago(person) -> None:
    """So that what the week brought is new to them."""
    Membership.objects.filter(person=person).update(joined_at=SINCE - timedelta(days=1))


# --- What is in it ----------------------------------------------------------------------------------------------------


def test_what_ben_is_told_of_the_week_is_known_in_advance(week):
    found = told(week.ben)
    assert found[:3] == [("mention", "The trial"), ("idea-decided", "Wake up sooner"), ("solved", "Slow to wake up")]
    assert ("space", "New bench") in found
    # All that Cleo said about lunch is no digest: three of one space, as long as there is something else.
    titles = [title for _reason, title in found]
    assert titles.index("New bench") < min(titles.index(title) for title in titles if title.startswith("Lunch"))


def test_the_same_week_gives_the_same_digest_however_often_it_is_asked(week):
    assert told(week.ben) == told(week.ben)
    items = pick(week.ben, SINCE, NOW)
    assert [item.score for item in items] == [item.score for item in pick(week.ben, SINCE, NOW)]


def test_every_thing_says_why_it_is_there_and_how_its_place_came_about(week):
    first = pick(week.ben, SINCE, NOW)[0]
    assert first.reason_text == "Ada Bianchi named you"
    assert any(line.startswith("The reason: +100") for line in first.why_ranked)
    assert first.url == f"/entries/{week.naming.pk}/"


@pytest.mark.parametrize(("n", "budget"), [(1, 300), (3, 300), (10, 20), (10, 8), (10, 3)])
def test_never_more_things_and_never_more_seconds_than_asked_for(week, n, budget):
    items = pick(week.ben, SINCE, NOW, n, budget)
    assert len(items) <= n
    assert sum(item.seconds for item in items) <= budget
    assert bool(items) == (budget >= 8)


def test_one_space_does_not_fill_a_digest_while_there_is_something_else(author, colleague, lab, plaza, run_jobs):
    spaces.add_member(plaza, by=author, person=colleague)
    joined_long_ago(colleague)
    with at(2):
        for number in range(8):
            publish_post(by=author, space=lab, title=f"Lab {number}", body="Words.")
        publish_post(by=author, space=plaza, title="Plaza", body="Words.")
    with at(1):
        for number in range(8, 12):
            publish_post(by=author, space=lab, title=f"Lab {number}", body="Words.")
    titles = [title for _reason, title in told(colleague, n=4)]
    assert "Plaza" in titles
    assert len(titles) == 4


def test_what_ten_people_say_under_one_thing_is_one_line_with_their_number(author, colleague, lab):
    with at(2):
        post = publish_post(by=author, space=lab, title="One", body="Words.")
        other = publish_post(by=author, space=lab, title="Two", body="Words.")

    def twice(person, since, until):
        yield Candidate(post.pk, "watching", NOW)
        yield Candidate(post.pk, "told", NOW)
        yield Candidate(other.pk, "watching", NOW, subject="room_7")
        yield Candidate(post.pk, "watching", NOW, subject="room_7")

    sources.register("test.twice", twice, mode="test")
    try:
        items = pick(colleague, SINCE, NOW, mode="test")
    finally:
        sources.unregister("test.twice")
    assert sorted((item.title, item.more) for item in items) == [("One", 0), ("Two", 1)]


# --- What is not ------------------------------------------------------------------------------------------------------


def test_nothing_that_was_deleted_muted_blocked_or_written_by_oneself(week):
    assert ("mention", "The trial") in told(week.ben)
    assert all(title != "The trial" for _reason, title in told(week.ada))
    mute(week.loud, by=week.ben)
    assert all(title != "New bench" for _reason, title in told(week.ben))
    delete_entry(week.naming, by=week.ada)
    assert all(title != "The trial" for _reason, title in told(week.ben))
    block(week.cleo, by=week.ben)
    assert not any(title.startswith("Lunch") for _reason, title in told(week.ben))


def test_nothing_of_a_space_that_one_has_left(week):
    spaces.leave_space(week.lab, by=week.ben)
    assert not {"The trial", "New bench", "Fans"} & {title for _reason, title in told(week.ben)}


def test_a_source_that_names_what_one_may_not_read_brings_nothing(author, outsider, vault):
    with at(1):
        secret = publish_post(by=author, space=vault, title="Secret", body="Words.")
    sources.register("test.careless", lambda *asked: [Candidate(secret.pk, "you", NOW)], mode="test")
    try:
        assert pick(outsider, SINCE, NOW, mode="test") == []
    finally:
        sources.unregister("test.careless")


def test_what_is_taken_away_after_it_was_picked_is_left_out_when_it_is_shown(week):
    items = pick(week.ben, SINCE, NOW)
    spaces.leave_space(week.lab, by=week.ben)
    left = still_readable(items, User.objects.get(pk=week.ben.pk))
    assert {item.title for item in left} == {"Wake up sooner", "Slow to wake up"}


def test_a_customer_is_told_nothing_of_what_staff_say_among_themselves(week):
    for mode in ("everyday", INTERESTS):
        titles = {title for _reason, title in told(week.dora, mode=mode)}
        assert not titles & {"The trial", "New bench", "Fans", "Lunch 1"}


# --- More and less ----------------------------------------------------------------------------------------------------


def test_less_like_this_turns_the_order_and_undoing_it_turns_it_back(author, colleague, lab, plaza):
    spaces.add_member(plaza, by=author, person=colleague)
    joined_long_ago(colleague)
    with at(2):
        first = publish_post(by=author, space=plaza, title="Plaza", body="Words.")
    with at(3):
        publish_post(by=author, space=lab, title="Lab", body="Words.")
    before = told(colleague)
    assert [title for _reason, title in before] == ["Plaza", "Lab"]
    actions.want(first, by=colleague, way=actions.LESS)
    assert [title for _reason, title in told(colleague)] == ["Lab", "Plaza"]
    actions.want(first, by=colleague, way="")
    assert told(colleague) == before
    assert not Taste.objects.exists()


def test_more_like_this_is_seen_in_the_settings_and_can_be_forgotten_there(author, colleague, lab, as_):
    post = publish_post(by=author, space=lab, title="Fans", body="Quiet #bearings.")
    features = actions.want(post, by=colleague, way=actions.MORE)
    assert f"space_{lab.pk}" in features
    page = as_(colleague).get("/settings/digest/").content.decode()
    assert "Lab" in page
    assert "#bearings" in page
    assert as_(colleague).post("/settings/digest/forget/", {"feature": f"space_{lab.pk}"}).status_code == 302
    assert f"space_{lab.pk}" not in tastes.weights_of(colleague)


def test_pressing_the_same_twice_counts_once_and_a_hundred_presses_weigh_no_more_than_three(author, colleague, lab):
    for number in range(5):
        post = publish_post(by=author, space=lab, title=f"Post {number}", body="Words.")
        actions.want(post, by=colleague, way=actions.LESS)
        actions.want(post, by=colleague, way=actions.LESS)
    assert tastes.weights_of(colleague)[f"space_{lab.pk}"] == -tastes.MOST


def test_nobody_says_more_of_what_they_may_not_read_and_settings_name_nothing_hidden(
    author, colleague, outsider, vault, as_
):
    spaces.add_member(vault, by=author, person=colleague)
    post = publish_post(by=author, space=vault, title="Fans", body="Words.")
    with pytest.raises(PermissionDenied):
        actions.want(post, by=outsider, way=actions.MORE)
    assert as_(outsider).post(f"/digest/entries/{post.pk}/", {"way": "more"}).status_code == 404
    actions.want(post, by=colleague, way=actions.MORE)
    spaces.leave_space(vault, by=colleague)
    page = as_(colleague).get("/settings/digest/").content.decode()
    assert "Something you no longer see" in page
    with pytest.raises(PermissionDenied):
        actions.want(post, by=User.objects.get(pk=colleague.pk), way=actions.LESS)


def test_a_way_that_is_none_is_refused(author, colleague, lab, as_):
    post = publish_post(by=author, space=lab, title="Fans", body="Words.")
    assert as_(colleague).post(f"/digest/entries/{post.pk}/", {"way": "much"}).status_code == 400
    with pytest.raises(ValidationError):
        actions.want(post, by=colleague, way="much")


# --- Since when -------------------------------------------------------------------------------------------------------


def test_since_you_left_begins_where_the_last_visit_ended(colleague):
    with at(6):
        note_here(colleague)
    with time_machine.travel(NOW - timedelta(days=6) + timedelta(hours=1), tick=False):
        note_here(colleague)
    # The visit of this moment is not written down yet.
    assert away_since(colleague, NOW) == NOW - timedelta(days=6) + timedelta(hours=1)
    with time_machine.travel(NOW, tick=False):
        note_here(colleague)
    assert away_since(colleague, NOW + timedelta(minutes=30)) == NOW - timedelta(days=6) + timedelta(hours=1)


def test_who_has_never_been_away_is_told_of_a_week_and_who_was_away_a_year_of_three_months(author, colleague):
    assert away_since(colleague, NOW) == NOW - timedelta(days=7)
    with at(365):
        note_here(author)
    assert away_since(author, NOW) == NOW - timedelta(days=90)


def test_a_chosen_day_begins_at_midnight_where_the_reader_is(week, as_):
    with time_machine.travel(NOW, tick=False):
        page = as_(week.ben).get("/digest/since/", {"day": "2026-03-15"}).content.decode()
        assert "New bench" in page
        assert "The trial" not in page
        for nonsense in ("2026-13-45", "tomorrow", "2030-01-01", "1999-01-01"):
            assert as_(week.ben).get("/digest/since/", {"day": nonsense}).status_code == 200


def test_who_knows_it_all_begins_anew_from_the_page_they_have_seen(week, as_):
    with time_machine.travel(NOW, tick=False):
        client = as_(week.ben)
        assert "The trial" in client.get("/digest/").content.decode()
        seen = (NOW - timedelta(days=2)).isoformat()
        client.post("/digest/caught-up/", {"until": seen})
        page = client.get("/digest/").content.decode()
        assert "The trial" not in page
        assert "New bench" in page
        assert unknown_since(week.ben, NOW) == NOW - timedelta(days=2)
        assert client.post("/digest/caught-up/", {"until": "yesterday"}).status_code == 400


# --- Customers --------------------------------------------------------------------------------------------------------


def test_other_interests_make_another_first_page(week, as_):
    product = Product.objects.create(name="Terminal", slug="terminal")
    client = as_(week.dora)
    page = client.get("/digest/").content.decode()
    assert "Terminals" in page
    before = {title for _reason, title in told(week.dora, mode=INTERESTS)}
    assert "Slow to wake up" not in before
    client.post("/digest/interests/", {"interest": [f"category_{week.category.pk}", f"product_{product.pk}"]})
    assert ("interest-category", "Slow to wake up") in told(week.dora, mode=INTERESTS)
    client.post("/digest/interests/", {})
    assert "Slow to wake up" not in {title for _reason, title in told(week.dora, mode=INTERESTS)}


def test_nobody_chooses_what_they_are_not_offered(customer, as_):
    with pytest.raises(ValidationError):
        actions.choose_interests(["category_999999"], by=customer)
    assert as_(customer).post("/digest/interests/", {"interest": "room_1"}).status_code == 400
    assert interests.of(customer)["category"] == set()


# --- For those who decide ---------------------------------------------------------------------------------------------


def test_the_summary_says_what_was_decided_and_is_for_the_staff(week, as_, admin):
    assert ("idea-ruled", "Wake up sooner") in told(week.ben, mode=EXECUTIVE)
    assert as_(week.dora).get("/digest/executive/").status_code == 403
    with pytest.raises(PermissionDenied):
        actions.choose_digest(by=week.dora, executive=True)


def test_an_admin_says_who_finds_the_summary_and_nobody_else_does(week, admin, as_):
    assert "For those who decide" not in as_(week.ben).get("/digest/").content.decode()
    as_(admin).post("/digest/executive/people/", {"handle": "ben"})
    assert "For those who decide" in as_(week.ben).get("/digest/").content.decode()
    with pytest.raises(PermissionDenied):
        actions.propose_summary(week.cleo, by=week.ben)
    with pytest.raises(PermissionDenied):
        actions.propose_summary(week.dora, by=admin)
    assert actions.propose_summary(week.ben, by=admin, wanted=False)
    assert not actions.propose_summary(week.ben, by=admin, wanted=False)


# --- What it costs ----------------------------------------------------------------------------------------------------


def test_a_digest_costs_the_same_questions_for_a_few_things_and_for_many(author, colleague, lab, run_jobs):
    numbers = iter(range(1000))

    def grow() -> None:
        with at(1):
            for _time in range(4):
                publish_post(by=author, space=lab, title=f"Post {next(numbers)}", body="To @ben.")

    def ask() -> int:
        fresh = User.objects.get(pk=colleague.pk)
        with CaptureQueriesContext(connection) as queries:
            assert pick(fresh, SINCE, NOW)
        return len(queries)

    joined_long_ago(colleague)
    grow()
    run_jobs()
    ask()
    few = ask()
    for _time in range(5):
        grow()
    run_jobs()
    assert ask() == few


def test_ten_thousand_unread_are_as_many_questions_as_one(author, colleague, lab):
    def ask() -> tuple[int, int]:
        fresh = User.objects.get(pk=colleague.pk)
        with CaptureQueriesContext(connection) as queries:
            items = pick(fresh, SINCE, NOW)
        return len(items), len(queries)

    def bulk(number: int) -> None:
        Entry.objects.bulk_create(
            Entry(
                kind="feeds.post", author=author, space=lab, audience=lab.audience, in_feed=True, title=f"Post {n}",
                body_text="Words.", published_at=NOW - timedelta(minutes=n % 9000 + 1), comments_count=n % 7,
            )
            for n in range(number)
        )  # fmt: skip

    with at(30):
        factories.a_person("Somebody")
    joined_long_ago(colleague)
    bulk(3)
    few = ask()
    bulk(10_000)
    many = ask()
    assert many[0] == 10
    assert many[1] == few[1]
