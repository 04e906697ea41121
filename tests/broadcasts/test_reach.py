"""Whom a broadcast has reached equals the truth, whoever comes and goes; and what late comers get."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from feeds.broadcasts import reach
from feeds.broadcasts.actions import acknowledge, change_broadcast, let_expire, mark_seen
from feeds.broadcasts.aims import Aim
from feeds.broadcasts.delivering import addressed_by
from feeds.broadcasts.jobs import look_after_broadcasts
from feeds.models import Broadcast, Reach
from intranet.accounts.actions import deactivate, reactivate
from intranet.accounts.models import Department
from intranet.notifications.models import Notification
from intranet.spaces import actions as space_actions
from intranet.spaces.audiences import ORG
from tests import factories


@pytest.mark.parametrize("seed", [1, 2])
def test_the_numbers_are_those_of_the_people_it_is_for_whatever_happens(send, author, admin, lab, seed):
    """People join, leave, are deactivated and come back, look and acknowledge, in any order; a model of sets is kept
    beside."""
    chance = random.Random(seed)
    people = [factories.a_person(f"P{number} {seed}", handle=f"p{number}") for number in range(6)]
    inside, closed, had, seen, done = set(people[:3]), set(), set(), set(), set()
    for person in people[:3]:
        space_actions.add_member(lab, by=author, person=person)
    ben = lab.members.exclude(pk__in=[author.pk, *(person.pk for person in people)]).get()
    inside.add(ben)
    broadcast = send(author, Aim(spaces=[lab]), must_acknowledge=True, late_joiners="all")
    had |= inside
    for _step in range(40):
        person = chance.choice(people)
        here = person in inside and person not in closed
        match chance.choice(["join", "leave", "close", "open", "see", "acknowledge", "wait"]):
            case "join" if person not in inside and person not in closed:
                space_actions.add_member(lab, by=author, person=person)
                inside.add(person)
            case "leave" if here:
                space_actions.remove_member(lab, by=author, person=person)
                inside.discard(person)
            case "close" if person not in closed:
                deactivate(person, by=admin)
                person.refresh_from_db()
                closed.add(person)
            case "open" if person in closed:
                reactivate(person, by=admin)
                person.refresh_from_db()
                closed.discard(person)
            case "see" if here:
                mark_seen(broadcast, by=person)
                had.add(person)
                seen.add(person)
            case "acknowledge" if here:
                acknowledge(broadcast, by=type(person).objects.get(pk=person.pk))
                had.add(person)
                seen.add(person)
                done.add(person)
            case "wait":
                look_after_broadcasts.call()
                had |= inside - closed
        truth = {person for person in inside if person not in closed}
        total = reach.count(reach.people_of(broadcast), broadcast)
        found = (total.addressed, total.delivered, total.seen, total.acknowledged)
        assert found == (len(truth), len(truth & had), len(truth & seen), len(truth & done))
        listed = Broadcast.objects.get(pk=broadcast.pk)
        reach.with_reach([listed])
        told = listed.reached
        assert (told.addressed, told.delivered, told.seen, told.acknowledged) == found
        gone = reach.left_of(broadcast, reach.people_of(broadcast))
        left = had - truth
        assert (gone.addressed, gone.seen, gone.acknowledged) == (len(left), len(left & seen), len(left & done))


@pytest.mark.parametrize(
    ("rule", "expired", "gets"),
    [
        ("all", False, True),
        ("all", True, True),
        ("current", False, True),
        ("current", True, False),
        ("none", False, False),
        ("none", True, False),
    ],
)
def test_who_joins_later_gets_it_by_the_rule(send, author, lab, run_jobs, rule, expired, gets):
    broadcast = send(author, Aim(spaces=[lab]), late_joiners=rule)
    if expired:
        let_expire(broadcast, by=author)
    late = factories.a_person("Late Comer")
    space_actions.add_member(lab, by=author, person=late)
    look_after_broadcasts.call()
    run_jobs()
    assert Reach.objects.filter(broadcast=broadcast, person=late).exists() is gets
    assert Notification.objects.filter(recipient=late, entry=broadcast).exists() is gets
    broadcast = Broadcast.objects.get(pk=broadcast.pk)
    assert addressed_by(broadcast).filter(pk=late.pk).exists() is gets


def test_a_late_comer_is_not_reminded_of_days_before_their_time(send, author, lab, run_jobs):
    broadcast = send(author, Aim(spaces=[lab]), must_acknowledge=True)
    Broadcast.objects.filter(pk=broadcast.pk).update(published_at=now() - (now() - now().replace(year=2026, month=1)))
    late = factories.a_person("Late Comer")
    space_actions.add_member(lab, by=author, person=late)
    look_after_broadcasts.call()
    run_jobs()
    assert not Notification.objects.filter(recipient=late, activity__verb="feeds.broadcast.reminded").exists()


@pytest.fixture
def house(admin):
    """Eva leads Ida, who leads Leo and Mia; Tom reports to nobody."""
    sales, tech = (Department.objects.create(name=name) for name in ("Sales", "Tech"))
    eva = factories.a_person("Eva", handle="eva", department=sales, location="Lodi")
    ida = factories.a_person("Ida", handle="ida", department=tech, manager=eva, location="Lodi")
    leo = factories.a_person("Leo", handle="leo", department=tech, manager=ida, location="Padova")
    mia = factories.a_person("Mia", handle="mia", department=tech, manager=ida)
    tom = factories.a_person("Tom", handle="tom")
    return {"eva": eva, "ida": ida, "leo": leo, "mia": mia, "tom": tom}


def test_slices_by_line_department_and_place_add_up_to_what_was_done(send, admin, house):
    broadcast = send(admin, Aim(ORG), must_acknowledge=True)
    for name in ("ida", "leo"):
        acknowledge(broadcast, by=house[name])
    mark_seen(broadcast, by=house["mia"])
    people = reach.people_of(broadcast)
    by_line = {one.key: (one.addressed, one.seen, one.acknowledged) for one in reach.lines(people, broadcast)}
    assert by_line == {"eva": (3, 3, 2), "ida": (2, 2, 1)}
    by_department = {
        one.label: (one.addressed, one.acknowledged) for one in reach.slices(people, broadcast, "department")
    }
    assert by_department == {"Sales": (1, 0), "Tech": (3, 2)}
    by_place = {one.label: one.addressed for one in reach.slices(people, broadcast, "place")}
    assert by_place == {"Lodi": 2, "Padova": 1}
    whole = reach.named_slices(people, broadcast)[0]
    assert (whole.addressed, whole.acknowledged) == (5, 2)


def test_a_ring_of_managers_ends(house):
    house["eva"].manager = house["mia"]
    house["eva"].save()
    above = reach.managers()
    assert list(reach.line_above(house["mia"].pk, above)) == [house["ida"].pk, house["eva"].pk]


def test_who_hides_the_place_of_work_is_in_no_slice_by_it_and_is_not_found_by_it(send, admin, house):
    house["leo"].field_audiences = {"location": "user"}
    house["leo"].save()
    broadcast = send(admin, Aim(ORG))
    assert {one.label for one in reach.slices(reach.people_of(broadcast), broadcast, "place")} == {"Lodi"}
    assert not Aim(places=["Padova"]).everybody().exists()


def test_the_page_and_the_table_show_who_has_not_to_who_may_see_it(send, author, lab, colleague, admin, as_):
    broadcast = send(author, Aim(spaces=[lab]), must_acknowledge=True)
    url = f"/broadcasts/{broadcast.pk}/reach"
    assert as_(colleague).get(f"{url}/").status_code == 403
    assert as_(admin).get(f"{url}/").status_code == 404
    page = as_(author).get(f"{url}/").content.decode()
    assert "Ben Rossi" in page
    table = as_(author).get(f"{url}.csv?who=missing").content.decode()
    assert "Ben Rossi" in table
    acknowledge(broadcast, by=colleague)
    assert "Everybody has." in as_(author).get(f"{url}/").content.decode()
    table = as_(author).get(f"{url}.csv?who=missing").content.decode()
    assert "Ben Rossi" not in table


def test_of_several_the_list_says_what_each_page_says(send, author, admin, lab, colleague, outsider, acme, customer):
    """Also of those that are for parts taken together, and of one that late comers do not get."""
    department = Department.objects.create(name="Sales")
    outsider.department = department
    outsider.save()
    aims = [
        Aim(ORG),
        Aim(spaces=[lab]),
        Aim(departments=[department], companies=[acme], people=[colleague]),
        Aim(spaces=[lab], people=[outsider]),
    ]
    made = [send(admin, aim, must_acknowledge=True, late_joiners="none") for aim in aims]
    acknowledge(made[2], by=customer)
    space_actions.remove_member(lab, by=author, person=colleague)
    factories.a_person("Late Comer", department=department)
    listed = list(Broadcast.objects.order_by("pk"))
    reach.with_reach(listed)
    for one in listed:
        exactly = reach.count(reach.people_of(one), one)
        assert vars(one.reached) == vars(exactly), one.title
    assert [one.reached.acknowledged for one in listed] == [0, 0, 1, 0]
    with CaptureQueriesContext(connection) as four:
        reach.with_reach(list(listed))
    with CaptureQueriesContext(connection) as one:
        reach.with_reach(listed[2:3])
    # Spaces that a broadcast stands in are asked for where there are any.
    assert len(four) <= len(one) + 1


def test_who_had_it_and_left_is_told_apart(send, author, lab, colleague, admin, as_):
    broadcast = send(author, Aim(spaces=[lab]), must_acknowledge=True)
    acknowledge(broadcast, by=colleague)
    deactivate(colleague, by=admin)
    page = as_(author).get(f"/broadcasts/{broadcast.pk}/reach/").text
    assert "Have left since" in page
    listed = as_(author).get("/broadcasts/?show=sent").text
    assert "0 of 0 reached" in listed


def test_one_line_is_shown_alone(send, admin, house, as_):
    broadcast = send(admin, Aim(ORG), must_acknowledge=True)
    url = f"/broadcasts/{broadcast.pk}/reach/"
    assert ">Tom<" in as_(admin).get(url).content.decode()
    page = as_(admin).get(f"{url}?line=ida").content.decode()
    assert "In the line of Ida." in page
    missing = page[page.index("missing-title") : page.index("slice-1")]
    assert "Leo" in missing
    assert ">Tom<" not in missing


def test_the_page_of_reach_costs_the_same_for_few_and_many(send, admin, as_):
    factories.a_person()
    broadcast = send(admin, Aim(ORG), must_acknowledge=True)
    client, url = as_(admin), f"/broadcasts/{broadcast.pk}/reach/"
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _time in range(8):
        factories.a_person()
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_who_wrote_it_says_what_came_of_it(to_lab, author, colleague, as_):
    change_broadcast(to_lab, by=author, goal="Nobody waits at the door.", outcome="Nobody did.")
    page = as_(author).get(f"/broadcasts/{to_lab.pk}/reach/").content.decode()
    assert "Nobody did." in page
    assert "Nobody did." not in as_(colleague).get(to_lab.get_absolute_url()).content.decode()
