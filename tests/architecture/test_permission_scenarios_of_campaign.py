"""The scenarios of docs/permissions.md about voices, seals and campaigns, each under its number."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from ideas import actions
from ideas.campaigns.actions import answer_campaign, begin_campaign, score
from ideas.campaigns.reading import means_of
from ideas.models import Board, Contribution, Idea
from ideas.privacy.actions import open_to_board, suggest_privately
from ideas.sealing.actions import edit_sealed, suggest_sealed
from ideas.sealing.anonymous import anonymous
from ideas.sealing.unsealing import ask_to_unseal, decide, read_name
from ideas.voices.naming import voices_of
from intranet.accounts.models import CompanyAssignment, User
from intranet.activity.models import Activity
from intranet.conversation.votes import vote_for


@pytest.fixture
def wishes(porch, author) -> Board:
    return actions.make_board(porch, by=author, name="Wishes")


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_139_a_company_that_spoke_in_private_is_named_to_who_faces_it(
    wishes, author, colleague, customer, other_customer, admin, acme
):
    idea = actions.suggest(wishes, by=other_customer, title="Quieter")
    CompanyAssignment.objects.create(company=acme, person=colleague)
    with pytest.raises(PermissionDenied):
        actions.vote_for_company(idea, acme, by=author)
    actions.vote_for_company(idea, acme, by=again(colleague), private=True)
    assert voices_of(idea, again(colleague)).companies[0].company == acme
    for person in (author, admin):
        assert (voices_of(idea, person).companies, voices_of(idea, person).private) == ([], 1)
    assert not voices_of(idea, other_customer)
    assert "Acme" not in str(list(Activity.objects.filter(subject=idea.key).values_list("label", "details")))


def test_140_two_people_find_out_who_wrote_a_sealed_idea(wishes, author, colleague, moderator, admin):
    idea = suggest_sealed(wishes, by=colleague, title="Pay", at_once=True)
    assert Idea.objects.get(pk=idea.pk).author == anonymous()
    edit_sealed(idea, by=colleague, title="Pay and hours", body="")
    for person in (author, moderator, admin):
        with pytest.raises(PermissionDenied):
            edit_sealed(idea, by=person, title="Mine", body="")
    with pytest.raises(PermissionDenied):
        ask_to_unseal(idea, by=author, reason="Curious")
    asked = ask_to_unseal(idea, by=moderator, reason="A threat")
    with pytest.raises(PermissionDenied):
        decide(asked, by=moderator, grant=True)
    decide(asked, by=admin, grant=True)
    assert read_name(asked, by=moderator) == colleague
    assert Activity.objects.filter(audited=True, verb__startswith="ideas.seal.").count() == 3


def test_141_a_private_idea_is_between_its_author_and_the_keepers(wishes, author, colleague, customer, other_customer):
    idea = suggest_privately(wishes, by=customer, title="Prices")

    def readers() -> set[str]:
        people = [again(person) for person in (author, colleague, customer, other_customer)]
        return {one.handle for one in people if Idea.objects.visible_to(one).filter(pk=idea.pk).exists()}

    assert readers() == {"ada", "dora"}
    with pytest.raises(PermissionDenied):
        open_to_board(idea, by=again(author))
    open_to_board(idea, by=again(customer))
    assert readers() == {"ada", "ben", "dora", "emil"}


def test_142_a_jury_scores_in_secret_and_never_its_own(wishes, author, colleague, outsider, customer):
    later = now() + timedelta(days=3)
    made = begin_campaign(
        wishes, by=author, question="What?", closes_at=later, way="jury", criteria=["Use"], jury=[colleague, outsider]
    )
    theirs = answer_campaign(made, by=customer, title="The hinge")
    own = answer_campaign(made, by=colleague, title="The strap")
    parts = {one.idea_id: one for one in Contribution.objects.select_related("campaign__board__space", "idea")}
    points = {made.criteria.get().pk: 5}
    score(parts[theirs.pk], by=colleague, points=points)
    for person, idea in ((colleague, own), (author, theirs)):
        with pytest.raises(PermissionDenied):
            score(parts[idea.pk], by=person, points=points)
    assert means_of(made) == {}
    with time_machine.travel(later + timedelta(seconds=1), tick=False), pytest.raises(PermissionDenied):
        vote_for(Idea.objects.get(pk=theirs.pk), by=outsider)
