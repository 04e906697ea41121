"""Load data of ideas: the same for the same seed, and every number is what counting again finds."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from feeds.actions import publish_post
from ideas.models import Campaign, Contribution, Idea, Meaning, Merge, Release, Score, StatusChange
from ideas.tallies import joined, tallies_of
from intranet.accounts.models import User
from intranet.content.models import Link, Reference
from intranet.conversation.models import Comment, Vote
from intranet.conversation.votes import voices_for
from intranet.demo import loads
from intranet.spaces.audiences import PUBLIC
from tests import factories

MANY = 190


@pytest.fixture
def people(open_board, author, colleague, outsider, customer, other_customer, admin) -> dict[str, list[User]]:
    staff = [author, colleague, outsider, *(factories.a_person(f"Staff {n}", handle=f"staff-{n}") for n in range(3))]
    publish_post(by=admin, audience=PUBLIC, title="What we heard", body="On the telephone.")
    return {"staff": staff, "customers": [customer, other_customer]}


def lead_lives(people: dict[str, list[User]], seed: int, many: int = MANY) -> None:
    autodiscover_modules("loads")
    load = loads.Load({"ideas": many}, seed, lambda _said: None)
    load.staff, load.customers = people["staff"], people["customers"]
    dict(loads.loaders())["ideas"](load)


def told() -> list[object]:
    """What there is, without numbers of rows."""
    return [
        list(Idea.objects.order_by("pk").values_list("title", "author__handle", "status__slug", "votes_count")),
        list(Vote.objects.order_by("pk").values_list("entry__title", "person__handle", "on_behalf_of__name", "where")),
        list(Merge.objects.order_by("pk").values_list("source__title", "target__title")),
        list(Campaign.objects.order_by("pk").values_list("title", "way", "words")),
        list(Score.objects.order_by("pk").values_list("contribution__idea__title", "juror__person__handle", "points")),
        list(Release.objects.order_by("pk").values_list("title", "released_on")),
        list(Link.objects.order_by("pk").values_list("source__title", "target__title", "relation")),
    ]


def test_the_same_seed_makes_the_same_lives(people):
    seen = []
    for seed in (7, 7, 8):
        with transaction.atomic():
            lead_lives(people, seed, many=60)
            seen.append(told())
            transaction.set_rollback(True)
    assert seen[0] == seen[1] != seen[2]
    assert [len(rows) > 0 for rows in seen[0]] == [True] * 4 + [False] + [True] * 2


def test_every_number_is_what_counting_again_finds(people):
    lead_lives(people, 7)
    ideas = list(Idea.objects.select_related("status"))
    groups = joined([idea.pk for idea in ideas])
    assert {idea.pk: idea.votes_count for idea in ideas} == {pk: voices_for(group) for pk, group in groups.items()}
    heads = [idea for idea in ideas if not idea.is_merged]
    tallies = tallies_of(heads)
    for idea in heads:
        votes = list(Vote.objects.filter(entry__in=groups[idea.pk]).select_related("person"))
        own = {vote.person for vote in votes if vote.on_behalf_of_id is None}
        customers = {person for person in own if person.is_customer}
        firms = {person.company_id for person in customers} | {vote.on_behalf_of_id for vote in votes}
        assert tallies[idea.pk] == (len(own - customers), len(customers), len(firms - {None}))
    said = Counter(Comment.objects.values_list("root", flat=True))
    assert all(idea.comments_count == said[idea.pk] for idea in ideas)
    assert sum(said.values()) > MANY / 2
    assert Reference.objects.filter(source__kind="conversation.comment", target__kind="ideas.idea").exists()


def test_what_is_joined_asked_and_delivered_holds_together(people):
    lead_lives(people, 7)
    joined_under_one_head()
    campaigns_are_counted_and_one_still_goes_on()
    delivered_with_one_release()


def joined_under_one_head() -> None:
    assert Merge.objects.count() == Idea.objects.exclude(merged_into=None).count() == int(MANY * 0.04)
    for idea in Idea.objects.exclude(merged_into=None).select_related("merged_into", "head"):
        top = idea
        while top.merged_into is not None:
            top = top.merged_into
        assert (idea.head_id, idea.audience, idea.board_id) == (top.pk, top.audience, top.board_id)


def campaigns_are_counted_and_one_still_goes_on() -> None:
    over = Campaign.objects.exclude(closed_at=None)
    assert (over.count(), Campaign.objects.under_way().count()) == (3, 1)
    assert set(over.values_list("way", flat=True)) == {"vote", "jury"}
    for campaign in over:
        rows = list(campaign.contributions.filter(idea__head=None).select_related("idea"))
        worth = {row.pk: Decimal(row.idea.votes_count) for row in rows}
        assert all(row.votes == row.idea.votes_count for row in rows)
        if campaign.by_jury:
            for row in rows:
                points = list(row.scores.values_list("points", flat=True))
                worth[row.pk] = round(Decimal(sum(points)) / len(points), 2)
                assert abs(row.points - worth[row.pk]) <= Decimal("0.01")
                worth[row.pk] = row.points
        for row in rows:
            assert row.place == 1 + sum(other > worth[row.pk] for other in worth.values())
            assert row.is_winner == (row.place == 1)
    for score in Score.objects.select_related("juror", "contribution__idea"):
        assert score.juror.person_id != score.contribution.idea.author_id
    assert not Contribution.objects.filter(campaign__closed_at=None).exclude(place=None).exists()


def delivered_with_one_release() -> None:
    delivered = Idea.objects.filter(status__meaning=Meaning.DELIVERED)
    links = Link.objects.filter(relation=Link.Relation.DELIVERS).select_related("source", "target")
    assert sorted(link.target_id for link in links) == sorted(delivered.values_list("pk", flat=True))
    for idea in delivered:
        [link] = [one for one in links if one.target_id == idea.pk]
        assert idea.answer == f"Delivered with #{link.source_id}."
        assert idea.published_at < link.source.published_at
    moved = Idea.objects.exclude(status__meaning=Meaning.OPEN)
    steps = {step.idea_id: step for step in StatusChange.objects.all()}
    assert {(pk, step.after_id, step.at) for pk, step in steps.items()} == set(
        moved.values_list("pk", "status", "status_at")
    )
