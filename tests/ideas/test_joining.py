"""Joining and parting ideas: what counts together is apart again, exactly."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ideas import actions
from ideas.models import Idea, Merge
from ideas.tallies import tally_of
from intranet.accounts.models import CompanyAssignment
from intranet.content.actions import delete_entry
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.conversation.models import Comment, Vote
from intranet.conversation.votes import vote_for, voted_by
from intranet.spaces.audiences import forget
from tests.platform.threads import together


def fresh(idea: Any) -> Idea:
    return Idea.objects.with_place().get(pk=idea.pk)


def state_of(idea: Any) -> dict[str, Any]:
    """All that two people could tell an idea apart by."""
    row = Idea.objects.filter(pk=idea.pk).values("votes_count", "comments_count", "merged_into", "head", "status").get()
    votes = Vote.objects.filter(entry=idea.pk).order_by("pk").values_list("pk", "person", "on_behalf_of", "source")
    said = Comment.objects.filter(root=idea.pk).order_by("pk").values_list("pk", "author", "parent", "body", "audience")
    return row | {"votes": list(votes), "said": list(said), "tally": tally_of(fresh(idea))}


PEOPLE = 5
WHO = st.integers(0, PEOPLE - 1)
VOICES = st.lists(st.tuples(st.booleans(), WHO, st.sampled_from(["vote", "say", "firm"])), max_size=9)


def votes_on(*ideas: Any) -> Any:
    return Vote.objects.filter(entry__in=[idea.pk for idea in ideas])


@pytest.mark.django_db
@given(before=VOICES, after=st.lists(WHO, max_size=4), twice=st.booleans())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parting_gives_each_back_what_was_given_to_it(
    open_board, author, colleague, outsider, moderator, customer, other_customer, acme, borealis, before, after, twice
):
    people, firms = [colleague, outsider, moderator, customer, other_customer], [acme, borealis]
    with transaction.atomic():
        for firm in firms:
            CompanyAssignment.objects.create(company=firm, person=author)
        forget(author)
        one, other, third = (actions.suggest(open_board, by=author, title=f"Idea {n}") for n in range(3))
        for is_first, who, what in before:
            idea = fresh(one if is_first else other)
            match what:
                case "vote":
                    vote_for(idea, by=people[who])
                case "say":
                    add_comment(idea, by=people[who], body=f"Words {who}")
                case "firm":
                    actions.vote_for_company(idea, firms[who % 2], by=author)
        was = {idea.pk: state_of(idea) for idea in (one, other)}
        merge = actions.merge(fresh(other), into=fresh(one), by=author)
        wanting = set(votes_on(one, other).filter(on_behalf_of=None).values_list("person", flat=True))
        tally = tally_of(fresh(one))
        assert tally.staff + tally.customers == len(wanting)
        assert {pk for pk in wanting if voted_by(next(p for p in people if p.pk == pk), [fresh(one)])} == wanting
        second = actions.merge(fresh(one), into=fresh(third), by=author) if twice else None
        if second is not None:
            assert tally_of(fresh(third)) == tally
            actions.undo_merge(second, by=author)
        for who in after:
            vote_for(fresh(one), by=people[who])
        had = {row[0] for row in was[one.pk]["votes"]}
        later = set(votes_on(one).values_list("pk", flat=True)) - had
        actions.undo_merge(Merge.objects.get(pk=merge.pk), by=author)
        assert state_of(other) == was[other.pk]
        assert set(votes_on(one).values_list("pk", flat=True)) == had | later
        if not later:
            assert state_of(one) == was[one.pk]
        assert not later or Vote.objects.filter(pk__in=later).exclude(person__in=wanting).count() == len(later)
        transaction.set_rollback(True)
    forget(author)


@pytest.mark.django_db
def test_what_was_said_stands_under_the_one_and_the_old_address_leads_there(
    open_board, idea, author, colleague, client, as_, queries_stay_flat
):
    other = actions.suggest(open_board, by=colleague, title="Faster start")
    said = add_comment(other, by=colleague, body="Two seconds would do.")
    keeper = as_(author)
    asked = keeper.get(f"/ideas/{other.pk}/merge/", {"q": "wake"}).content.decode()
    assert idea.title in asked
    assert "Together they have" in keeper.get(f"/ideas/{other.pk}/merge/", {"into": idea.pk}).content.decode()
    assert keeper.post(f"/ideas/{other.pk}/merge/", {"into": idea.pk}).status_code == 302
    led = client.get(f"/ideas/{other.pk}/?comment={said.pk}", follow=True)
    page, last = led.content.decode(), led.redirect_chain[-1][0]
    assert last.endswith(f"?joined={other.pk}#entry-{said.pk}")
    assert "Two seconds would do." in page
    assert "is part of this idea now" in page
    assert "Part them again" not in page
    assert "Part them again" in keeper.get(idea.get_absolute_url()).content.decode()

    def grow():
        for number in range(2):
            more = actions.suggest(open_board, by=colleague, title=f"More {number}")
            add_comment(more, by=colleague, body="Mine, too.")
            actions.merge(fresh(more), into=fresh(idea), by=author)

    queries_stay_flat(lambda: client.get(idea.get_absolute_url()), grow)
    keeper.post(f"/ideas/merges/{Merge.objects.filter(source=other).get().pk}/undo/")
    assert fresh(other).head_id is None


@pytest.mark.django_db
def test_nothing_gets_readers_by_being_joined_and_what_one_does_not_keep_stays_apart(
    idea, inside, for_customers, open_board, author, colleague, customer, as_
):
    contract = actions.suggest(for_customers, by=customer, title="Shorter contracts")
    for source, into in ((inside, idea), (contract, idea), (idea, contract)):
        with pytest.raises(PermissionDenied, match="different readers"):
            actions.merge(fresh(source), into=fresh(into), by=author)
    page = as_(author).get(f"/ideas/{inside.pk}/merge/", {"into": idea.pk})
    assert "different readers" in page.content.decode()
    assert as_(colleague).get(f"/ideas/{idea.pk}/merge/").status_code == 403
    assert as_(customer).get(f"/ideas/{inside.pk}/merge/").status_code == 404


@pytest.mark.django_db
def test_when_the_one_is_taken_away_the_other_is_read_at_its_own_address(open_board, idea, author, customer, client):
    other = actions.suggest(open_board, by=author, title="Faster start")
    actions.merge(fresh(other), into=fresh(idea), by=author)
    delete_entry(fresh(idea), by=customer)
    assert client.get(other.get_absolute_url()).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_join_the_same_two_each_the_other_way_round(open_board, idea, author, moderator):
    other = actions.suggest(open_board, by=author, title="Faster start")

    def tried(source: Any, into: Any, by: Any) -> Any:
        try:
            return actions.merge(fresh(source), into=fresh(into), by=by)
        except (PermissionDenied, ValidationError) as refusal:
            return refusal

    together(lambda: tried(other, idea, author), lambda: tried(idea, other, moderator))
    merge = Merge.objects.get()
    assert fresh(merge.source).head_id == merge.target_id
    assert fresh(merge.target).head_id is None


@pytest.mark.django_db(transaction=True)
def test_a_merge_is_undone_once(open_board, idea, author, moderator):
    other = actions.suggest(open_board, by=author, title="Faster start")
    vote_for(other, by=moderator)
    merge = actions.merge(fresh(other), into=fresh(idea), by=author)

    def tried(by: Any) -> Any:
        try:
            return actions.undo_merge(Merge.objects.get(pk=merge.pk), by=by)
        except ValidationError as refusal:
            return refusal

    answers = together(lambda: tried(author), lambda: tried(moderator))
    assert sum(isinstance(one, Idea) for one in answers) == 1
    counts = Entry.objects.filter(pk__in=[idea.pk, other.pk]).order_by("pk").values_list("votes_count", flat=True)
    assert list(counts) == [0, 1]
