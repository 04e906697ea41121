"""Campaigns: a question with a deadline, votes or a jury, and a result that is said once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from ideas import actions as idea_actions
from ideas.campaigns.actions import (
    announce,
    answer_campaign,
    begin_campaign,
    change_campaign,
    close,
    enter,
    score,
    take_out,
)
from ideas.campaigns.counting import places
from ideas.campaigns.jobs import look_after_campaigns
from ideas.campaigns.reading import means_of
from ideas.campaigns.verbs import taking_part
from ideas.models import Campaign, Contribution, Idea, Score
from ideas.sealing.actions import suggest_sealed
from intranet.conversation.votes import take_back_vote, vote_for

from .conftest import forget_what_is_kept

pytestmark = pytest.mark.django_db


def deadline(**after) -> object:
    return now() + timedelta(**(after or {"days": 10}))


@pytest.fixture
def campaign(open_board, author):
    return begin_campaign(
        open_board,
        by=author,
        question="What would save you an hour a week?",
        text="Big or small.",
        closes_at=deadline(),
    )


@pytest.fixture
def judged(open_board, author, colleague, outsider):
    """Ben and Cleo score what people suggest by two criteria."""
    return begin_campaign(
        open_board,
        by=author,
        question="Which part should last longer?",
        closes_at=deadline(),
        way="jury",
        criteria=["Use", "Effort"],
        jury=[colleague, outsider],
    )


def fresh(campaign: Campaign) -> Campaign:
    return Campaign.objects.with_board().get(pk=campaign.pk)


def of(idea: Idea) -> Contribution:
    return Contribution.objects.select_related("idea", "campaign__board__space").get(idea=idea)


def given(campaign, *points: int) -> dict[int, int]:
    return dict(zip([one.pk for one in campaign.criteria.all()], points, strict=True))


def after(campaign):
    return time_machine.travel(campaign.closes_at + timedelta(minutes=1), tick=False)


def test_who_may_suggest_takes_part_until_the_deadline(campaign, customer, guest):
    idea = answer_campaign(campaign, by=customer, title="Print the labels at night")
    assert (of(idea).campaign, idea.board) == (campaign, campaign.board)
    with after(campaign), pytest.raises(PermissionDenied, match="over"):
        answer_campaign(campaign, by=customer, title="Too late")
    with pytest.raises(PermissionDenied):
        answer_campaign(campaign, by=guest, title="Who am I?")


def test_before_it_opens_nobody_takes_part(open_board, author, customer):
    later = begin_campaign(open_board, by=author, question="Later?", opens_at=deadline(days=1), closes_at=deadline())
    with pytest.raises(PermissionDenied, match="not begun"):
        answer_campaign(later, by=customer, title="Early")


def test_who_keeps_the_board_begins_one_and_nobody_else(open_board, customer, colleague):
    for person in (customer, colleague):
        with pytest.raises(PermissionDenied):
            begin_campaign(open_board, by=person, question="Mine?", closes_at=deadline())


@pytest.mark.parametrize(
    "said",
    [
        {"closes_at": timedelta(minutes=-1)},
        {"opens_at": timedelta(days=20)},
        {"way": "dice"},
        {"way": "jury", "criteria": ["Use"]},
        {"way": "jury", "criteria": ["a", "b", "c", "d", "e", "f", "g"]},
        {"question": "  "},
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(open_board, author, said):
    words = {"question": "Why?", "closes_at": timedelta(days=10)} | said
    words = {name: now() + value if isinstance(value, timedelta) else value for name, value in words.items()}
    with pytest.raises(ValidationError):
        begin_campaign(open_board, by=author, **words)
    assert not Campaign.objects.exists()


def test_a_jury_is_of_people_who_read_the_board(board, author, outsider):
    with pytest.raises(ValidationError, match="does not read"):
        begin_campaign(
            board, by=author, question="Why?", closes_at=deadline(), way="jury", criteria=["Use"], jury=[outsider]
        )


def test_from_the_deadline_votes_stand_still_and_are_counted_once(campaign, customer, other_customer, colleague):
    first = answer_campaign(campaign, by=customer, title="Print at night")
    second = answer_campaign(campaign, by=other_customer, title="Print at noon")
    third = answer_campaign(campaign, by=other_customer, title="Print never")
    for idea, voters in ((first, (colleague, other_customer)), (second, (colleague, customer))):
        for person in voters:
            vote_for(idea, by=person)
    with after(campaign):
        for act in (vote_for, take_back_vote):
            with pytest.raises(PermissionDenied, match="is over"):
                act(Idea.objects.get(pk=first.pk), by=colleague)
        assert look_after_campaigns.call() == 1
        assert look_after_campaigns.call() == 0
    assert [(of(idea).votes, of(idea).place) for idea in (first, second, third)] == [(2, 1), (2, 1), (0, 3)]


def test_it_is_not_counted_before_the_clock_says_so(campaign):
    assert not close(campaign)
    change_campaign(
        campaign,
        by=campaign.author,
        question=campaign.title,
        text=campaign.body,
        opens_at=campaign.opens_at,
        closes_at=campaign.closes_at + timedelta(days=5),
    )
    with time_machine.travel(now() + timedelta(days=11), tick=False):
        assert not close(fresh(campaign))


def test_equal_ideas_share_a_place_and_the_next_is_left_out():
    assert places([Decimal(4), Decimal(7), Decimal(4), Decimal(1)]) == [2, 1, 2, 4]
    assert places([]) == []


def test_a_jury_scores_each_criterion_and_never_its_own(judged, colleague, outsider, customer, author):
    idea = answer_campaign(judged, by=customer, title="The hinge")
    own = answer_campaign(judged, by=colleague, title="The strap")
    nameless = suggest_sealed(judged.board, by=outsider, title="The display", at_once=True)
    enter(nameless, judged, by=author)
    score(of(idea), by=colleague, points=given(judged, 5, 3))
    score(of(idea), by=colleague, points=given(judged, 4, 3))
    score(of(idea), by=outsider, points=given(judged, 2, 2))
    for idea_of_theirs, person in ((own, colleague), (nameless, outsider)):
        with pytest.raises(PermissionDenied, match="yours"):
            score(of(idea_of_theirs), by=person, points=given(judged, 5, 5))
    with pytest.raises(PermissionDenied, match="Only the jury"):
        score(of(idea), by=author, points=given(judged, 5, 5))
    for wrong in (given(judged, 6, 1), {}, given(judged, 0, 1)):
        with pytest.raises(ValidationError):
            score(of(idea), by=colleague, points=wrong)
    assert means_of(judged) == {}
    with after(judged):
        with pytest.raises(PermissionDenied, match="deadline"):
            score(of(idea), by=outsider, points=given(judged, 1, 1))
        close(fresh(judged))
    assert (of(idea).points, of(idea).place) == (Decimal("2.75"), 1)


def test_scores_are_secret_until_the_deadline(judged, colleague, outsider, author, customer, client):
    idea = answer_campaign(judged, by=customer, title="The hinge")
    client.force_login(colleague)
    sent = {"for": of(idea).pk, "points_0": "5"}
    assert client.post(f"/ideas/campaigns/{judged.pk}/jury/", sent).status_code == 422
    assert client.post(f"/ideas/campaigns/{judged.pk}/jury/", sent | {"points_1": "5"}).status_code == 302
    assert client.get(f"/ideas/campaigns/{judged.pk}/jury/").content.decode().count("checked") == 2
    for person in (outsider, author):
        client.force_login(person)
        page = client.get(judged.get_absolute_url()).content.decode()
        assert "5.0" not in page
        seen = client.get(f"/ideas/campaigns/{judged.pk}/jury/")
        assert seen.status_code == (200 if person == outsider else 403)
        assert "checked" not in seen.content.decode()


def test_the_jury_is_reminded_once_of_what_it_has_not_scored(judged, colleague, outsider, customer, run_jobs):
    run_jobs()
    assert colleague.notifications.filter(activity__verb="ideas.campaign.jury_named").count() == 1
    idea = answer_campaign(judged, by=customer, title="The hinge")
    score(of(idea), by=colleague, points=given(judged, 5, 3))
    with time_machine.travel(judged.closes_at - timedelta(days=1), tick=False):
        look_after_campaigns.call()
        look_after_campaigns.call()
        run_jobs()
    reminders = {"activity__verb": "ideas.campaign.jury_reminded"}
    assert outsider.notifications.filter(**reminders).count() == 1
    assert not colleague.notifications.filter(**reminders).exists()


def test_criteria_stand_once_scores_were_given(judged, colleague, outsider, customer, author):
    idea = answer_campaign(judged, by=customer, title="The hinge")
    score(of(idea), by=colleague, points=given(judged, 5, 3))
    said = {"question": judged.title, "text": "", "opens_at": judged.opens_at, "closes_at": judged.closes_at}
    with pytest.raises(ValidationError, match="criteria stand"):
        change_campaign(judged, by=author, criteria=["Looks"], jury=[colleague, outsider], **said)
    change_campaign(judged, by=author, criteria=["Use", "Effort"], jury=[outsider], **said)
    assert not Score.objects.exists()


def test_everybody_who_took_part_is_thanked_once(campaign, author, customer, other_customer, colleague, run_jobs):
    idea = answer_campaign(campaign, by=customer, title="Print at night")
    vote_for(idea, by=colleague)
    vote_for(idea, by=customer)
    nameless = suggest_sealed(campaign.board, by=other_customer, title="Print at noon", at_once=True)
    enter(nameless, campaign, by=author)
    with pytest.raises(PermissionDenied, match="still being counted"):
        announce(fresh(campaign), by=author, winners=[of(idea)])
    with after(campaign):
        close(fresh(campaign))
        with pytest.raises(ValidationError, match="at least one"):
            announce(fresh(campaign), by=author, winners=[])
        assert announce(fresh(campaign), by=author, winners=[of(idea)], words="**Thank you.**")
        assert not announce(fresh(campaign), by=author, winners=[of(nameless)])
        run_jobs()
    told = {"activity__verb": "ideas.campaign.announced"}
    assert customer.notifications.filter(**told).count() == colleague.notifications.filter(**told).count() == 1
    assert not other_customer.notifications.filter(**told).exists()
    assert other_customer.pk not in taking_part(campaign)
    assert [one.idea for one in Contribution.objects.filter(is_winner=True)] == [idea]
    # The idea lives on: it takes votes again.
    assert vote_for(Idea.objects.get(pk=idea.pk), by=other_customer)


def test_what_was_joined_into_another_idea_has_no_place(campaign, customer, other_customer, author):
    idea = answer_campaign(campaign, by=customer, title="Print at night")
    again = answer_campaign(campaign, by=other_customer, title="Print in the night")
    vote_for(again, by=customer)
    idea_actions.merge(Idea.objects.get(pk=again.pk), into=Idea.objects.get(pk=idea.pk), by=author)
    with after(campaign):
        close(fresh(campaign))
    assert (of(idea).votes, of(idea).place, of(again).place) == (1, 1, None)


def test_an_idea_takes_part_in_one_campaign_and_is_taken_out_by_its_author(
    campaign, open_board, customer, colleague, author
):
    idea = answer_campaign(campaign, by=customer, title="Print at night")
    other = begin_campaign(open_board, by=author, question="Another?", closes_at=deadline())
    with pytest.raises(ValidationError, match="another campaign"):
        enter(Idea.objects.get(pk=idea.pk), other, by=customer)
    with pytest.raises(PermissionDenied):
        take_out(of(idea), by=colleague)
    take_out(of(idea), by=customer)
    assert Idea.objects.filter(pk=idea.pk).exists()
    assert not Contribution.objects.exists()


def test_an_idea_enters_a_campaign_from_its_menu(campaign, open_board, customer, other_customer, as_):
    idea = idea_actions.suggest(open_board, by=customer, title="A lighter case")
    menu, page = f"/entries/{idea.pk}/menu/", f"/ideas/{idea.pk}/campaign/"
    assert page in as_(customer).get(menu).content.decode()
    assert page not in as_(other_customer).get(menu).content.decode()
    assert as_(other_customer).get(page).status_code == 403
    assert campaign.title in as_(customer).get(page).content.decode()
    assert as_(customer).post(page, {"campaign": "nonsense"}).status_code == 422
    assert as_(customer).post(page, {"campaign": campaign.pk}).url == campaign.get_absolute_url()
    assert campaign.contributions.get().idea_id == idea.pk
    # What takes part in one is offered none.
    assert page not in as_(customer).get(menu).content.decode()
    assert as_(customer).post(page, {"campaign": campaign.pk}).status_code == 403


def test_a_guest_reads_the_campaign_of_an_open_board_and_an_outsider_none_of_a_closed_one(
    campaign, board, author, outsider, customer, client
):
    answer_campaign(campaign, by=customer, title="Print at night")
    inside = begin_campaign(board, by=author, question="The bench?", closes_at=deadline())
    page = client.get(campaign.get_absolute_url())
    assert "Print at night" in page.content.decode()
    assert "The bench?" not in client.get("/ideas/campaigns/").content.decode()
    client.force_login(outsider)
    assert client.get(inside.get_absolute_url()).status_code == 404


def test_a_campaign_is_run_through_its_pages(open_board, author, customer, client):
    client.force_login(author)
    assert client.get("/ideas/campaigns/new/").status_code == 200
    sent = {
        "board": open_board.pk,
        "question": "What hurts?",
        "text": "Say.",
        "closes_at": "2031-01-01T10:00",
        "way": "vote",
    }
    assert client.post("/ideas/campaigns/new/", sent | {"closes_at": "2001-01-01T10:00"}).status_code == 422
    assert client.post("/ideas/campaigns/new/", sent).status_code == 302
    made = Campaign.objects.get()
    client.force_login(customer)
    address = f"/ideas/campaigns/{made.pk}/"
    assert client.get(f"{address}answer/").status_code == 200
    assert client.post(f"{address}answer/", {"title": ""}).status_code == 422
    assert client.post(f"{address}answer/", {"title": "The hinge", "manner": "open"}).status_code == 302
    idea = Idea.objects.get()
    assert "What hurts?" in client.get(idea.get_absolute_url()).content.decode()
    client.force_login(author)
    with time_machine.travel(made.closes_at + timedelta(minutes=1), tick=False):
        look_after_campaigns.call()
        client.force_login(author)
        assert "The hinge" in client.get(f"{address}announce/").content.decode()
        assert client.post(f"{address}announce/", {"winners": [of(idea).pk], "words": "Well done."}).status_code == 302
        page = client.get(made.get_absolute_url()).content.decode()
    assert "Well done." in page
    assert "Winner" in page
    assert "Everybody could vote" in page
    assert "Everybody votes" not in page


def test_a_page_of_ideas_costs_the_same_however_many_take_part(campaign, customer, client, queries_stay_flat):
    def more() -> None:
        answer_campaign(campaign, by=customer, title="One more")

    def look() -> None:
        forget_what_is_kept()
        client.get(campaign.get_absolute_url())

    client.force_login(customer)
    queries_stay_flat(look, more)
