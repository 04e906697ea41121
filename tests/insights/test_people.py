"""Champions and bridges of a company about which everything is known, and nothing of who wants no part in it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from forum import actions as forum
from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.insights import actions as knowledge
from intranet.insights.models import Champion, Standing, TeamTie
from intranet.insights.people import actions
from intranet.insights.people.gathering import gather_standings
from intranet.insights.people.reading import champions, own_standing, report
from intranet.insights.people.reckoning import Member, betweenness, reckon
from intranet.insights.people.ties import ANSWERED, THANKED, Tie
from intranet.notifications.models import Notification

from . import company as known


@pytest.fixture
def firm(db):
    return known.build()


@pytest.fixture
def gathered(firm):
    gather_standings()
    return firm


def handles(rows) -> list[str]:
    return [row.person.handle for row in rows]


# --- Pure -------------------------------------------------------------------------------------------------------------


def test_who_stands_on_every_way_between_two_teams_is_the_bridge_and_who_stands_within_one_is_none():
    edges = {1: {2}, 2: {1, 3}, 3: {2, 4}, 4: {3, 5}, 5: {4}}
    teams = {1: "a", 2: "a", 3: "b", 4: "c", 5: "c"}
    between = betweenness(edges, teams)
    assert max(between, key=between.__getitem__) == 3
    # From 1, 2 there are three ways each to 3, 4, 5; from 3 four; from 4, 5 three each: sixteen, of which eight pass 3.
    assert between[3] == pytest.approx(8 / 16)
    assert 1 not in between
    assert betweenness({1: {2}, 2: {1, 3}, 3: {2}}, {1: "a", 2: "a", 3: "a"}) == {}


def test_a_team_of_four_is_nobodys_other_team():
    members = {pk: Member("department_1") for pk in range(5)} | {pk: Member("department_2") for pk in range(5, 9)}
    ties = {ANSWERED: [Tie(0, taker) for taker in range(5, 9)]}
    found = reckon(ties, members)
    assert found.teams == {}
    assert (found.people[0].answers, found.people[0].across, found.people[0].teams) == (4, 0, set())
    members[9] = Member("department_2")
    found = reckon(ties, members)
    assert found.teams == {("department_1", "department_2"): (4, 5)}
    assert found.people[0].across_share == 100


def test_between_two_teams_nothing_is_told_while_fewer_than_five_people_had_a_part_in_it():
    members = {pk: Member("department_1") for pk in range(5)} | {pk: Member("department_2") for pk in range(5, 10)}
    few = {ANSWERED: [Tie(0, 5), Tie(0, 6), Tie(0, 7)] * 9}
    assert reckon(few, members).teams == {}
    enough = {ANSWERED: [*few[ANSWERED], Tie(1, 5)]}
    assert reckon(enough, members).teams == {("department_1", "department_2"): (28, 5)}


def test_who_is_no_member_is_in_nothing_and_nobody_answers_themselves():
    members = {1: Member(""), 2: Member("")}
    found = reckon({ANSWERED: [Tie(1, 1), Tie(1, 3), Tie(3, 1), Tie(1, 2)], THANKED: [Tie(3, 1), Tie(2, 1)]}, members)
    assert {pk: (one.answers, one.thanks) for pk, one in found.people.items()} == {1: (1, 0), 2: (0, 1)}


# --- The company ------------------------------------------------------------------------------------------------------


def test_champions_and_bridges_of_the_company_are_the_ones_we_know(gathered):
    found = report()
    assert found.is_told
    assert handles(found.answerers)[:2] == ["nina", "rosa"]
    assert handles(found.thanked) == ["ugo", "nina", "rosa"]
    assert handles(found.bridges)[0] == "nina"
    assert handles(found.peers) == ["agata"]
    nina = Standing.objects.get(person=gathered["nina"])
    assert (nina.answers, nina.helped, nina.teams, nina.across_share) == (9, 6, 3, 100)
    assert [(row.giver, row.taker, row.answers, row.people) for row in found.between] == [
        ("Development", "Support", 5, 5)
    ]


def test_a_company_of_two_is_named_in_no_table_of_teams(gathered):
    assert Standing.objects.get(person=gathered["gino"]).answers == 1
    assert Standing.objects.get(person=gathered["gino"]).teams == 0
    gamma = f"company_{gathered['gino'].company_id}"
    assert not TeamTie.objects.filter(giver=gamma).exists()


def test_what_was_said_between_a_few_or_long_ago_counts_for_nothing(firm):
    known.answer(firm["ulla"], firm["uma"], times=9, audience="room_7")
    known.answer(firm["ursula"], firm["uma"], times=9, days_ago=91)
    gather_standings()
    assert not Standing.objects.filter(person__in=[firm["ulla"].pk, firm["ursula"].pk]).exists()


def test_who_is_left_out_is_gone_at_once_from_the_report_the_profile_and_the_api(gathered, admin, as_):
    actions.name_champion(gathered["nina"], by=admin, reason="Terminals")
    assert "Nina" in as_(admin).get("/insights/people/").content.decode()
    knowledge.opt_out(by=gathered["nina"])
    assert not Standing.objects.filter(person=gathered["nina"]).exists()
    assert champions() == []
    for page in ("/insights/people/", "/api/v1/insights/people", "/api/v1/insights/champions"):
        assert "Nina" not in as_(admin).get(page).content.decode(), page
    assert "Terminals" not in as_(admin).get(gathered["nina"].get_absolute_url()).content.decode()
    gather_standings()
    # Neither as giver nor as taker: those she answered have no tie to her team any more.
    assert own_standing(gathered["nina"]) is None
    assert report().between == []
    with pytest.raises(PermissionDenied):
        actions.name_champion(gathered["nina"], by=admin, reason="Terminals")


def test_a_row_that_a_job_writes_while_somebody_opts_out_is_offered_to_nobody(gathered):
    knowledge.opt_out(by=gathered["rosa"])
    Standing.objects.create(person=gathered["rosa"], answers=99)
    assert "rosa" not in handles(report().answerers)


def test_fewer_than_five_people_are_not_told_apart(db, author, colleague):
    known.answer(author, colleague, times=9)
    gather_standings()
    found = report()
    assert not found.is_told
    assert found.answerers == []


def test_answers_of_the_forum_and_accepted_ones_count(porch, author, colleague, customer):
    category = forum.make_category(porch, by=author, name="Terminals")
    topic = forum.ask(category, by=customer, title="It sleeps", body="In the cold.")
    given = forum.answer(topic, by=colleague, body="Warm it.")
    forum.accept_answer(given, by=customer)
    gather_standings()
    ben = Standing.objects.get(person=colleague)
    assert (ben.answers, ben.accepted, ben.helped) == (1, 1, 1)


def test_the_report_asks_the_same_questions_of_many(gathered, queries_stay_flat):
    spare = iter(list(User.objects.filter(handle__in=["uma", "ulla", "urbano", "ursula", "pia", "primo", "petra"])))
    queries_stay_flat(report, lambda: Standing.objects.create(person=next(spare), answers=5, thanks=2))


# --- Champions --------------------------------------------------------------------------------------------------------


def test_a_champion_is_told_stands_on_their_page_and_may_take_it_back(
    admin, author, colleague, customer, as_, run_jobs
):
    made = actions.name_champion(author, by=admin, reason="  Cold   rooms ")
    run_jobs()
    assert Notification.objects.filter(recipient=author, activity__verb="insights.champion.named").exists()
    assert Activity.objects.filter(verb="insights.champion.named", audited=True).exists()
    page = as_(colleague).get(author.get_absolute_url()).content.decode()
    assert "Cold rooms" in page
    assert "Take back" not in page
    with pytest.raises(PermissionDenied):
        actions.end_champion(made, by=colleague)
    assert as_(author).post(f"/insights/people/champions/{made.pk}/end/").status_code == 302
    assert actions.end_champion(made, by=author) is False
    assert "Cold rooms" not in as_(colleague).get(author.get_absolute_url()).content.decode()
    assert champions() == []


def test_only_admins_see_who_stands_where_and_name_somebody(gathered, author, moderator, customer, guest, as_, admin):
    for person in (author, moderator, customer):
        assert as_(person).get("/insights/people/").status_code == 403
        assert as_(person).get("/api/v1/insights/people").status_code == 403
        with pytest.raises(PermissionDenied):
            actions.name_champion(author, by=person, reason="Cold rooms")
    assert as_(guest).get("/insights/people/").status_code == 302
    refused = as_(admin).post("/insights/people/", {"person": "@ada", "reason": ""})
    assert refused.status_code == 422
    assert "@ada" in refused.content.decode()
    as_(admin).post("/insights/people/", {"person": "@ada", "reason": "Cold rooms"})
    assert Champion.objects.get().reason == "Cold rooms"
    for reason in (" ", "x" * 201):
        with pytest.raises(ValidationError):
            actions.name_champion(author, by=admin, reason=reason)


def test_naming_somebody_twice_is_one_champion_with_the_later_reason(admin, author):
    actions.name_champion(author, by=admin, reason="Cold rooms")
    actions.name_champion(author, by=admin, reason="Cold rooms")
    actions.name_champion(author, by=admin, reason="Terminals")
    assert [one.reason for one in champions()] == ["Terminals"]


def test_who_has_left_is_no_champion(admin, author):
    actions.name_champion(author, by=admin, reason="Cold rooms")
    User.objects.filter(pk=author.pk).update(is_active=False)
    assert champions() == []
