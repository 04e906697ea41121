"""Voices: each person once, each company once, and nobody's name told who spoke in private."""

from __future__ import annotations

import random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from feeds.actions import publish_post
from ideas import actions
from ideas.models import Idea
from ideas.tallies import joined, tally_of
from ideas.voices.naming import voices_of
from intranet.accounts.actions import assign_to_company
from intranet.conversation.models import Vote
from intranet.conversation.votes import vote_for
from tests import factories

from .voices_world import again, facing, now_facing

pytestmark = pytest.mark.django_db


@pytest.fixture
def gina(acme):
    return facing(acme)


@pytest.fixture
def thread(acme, gina):
    """Said between Acme and who faces it."""
    return publish_post(by=gina, body="They told me so.", audience=acme.audience)


def test_who_faces_a_company_votes_for_it_and_says_where_it_said_so(idea, acme, gina, colleague):
    assert actions.vote_for_company(idea, acme, by=gina, where="call of 3 May")
    assert not actions.vote_for_company(idea, acme, by=gina)
    voice = voices_of(idea, colleague).companies[0]
    assert (voice.company, voice.by, voice.where) == (acme, gina, "call of 3 May")
    assert tally_of(idea).companies == 1


def test_who_does_not_face_it_votes_for_no_company_whoever_they_are(idea, acme, author, admin):
    for person in (author, admin):
        with pytest.raises(PermissionDenied, match="faces this company"):
            actions.vote_for_company(idea, acme, by=person)


def test_a_voice_from_a_private_thread_is_counted_and_named_to_nobody_else(
    idea, acme, gina, thread, author, admin, customer, other_customer, guest
):
    actions.vote_for_company(idea, acme, by=gina, source=thread)
    other = facing(acme, "Otto Riva")
    assert [voices_of(idea, person).companies[0].company for person in (gina, other)] == [acme, acme]
    for person in (author, admin):
        found = voices_of(idea, person)
        assert (found.companies, found.private) == ([], 1)
    for person in (customer, other_customer, guest):
        assert not voices_of(idea, person)
    assert tally_of(idea).companies == 1


def test_it_stays_private_when_its_source_has_gone(idea, acme, gina, thread, author):
    actions.vote_for_company(idea, acme, by=gina, source=thread)
    Vote.objects.update(source=None)
    assert voices_of(idea, author).companies == []


def test_no_page_and_no_audit_names_a_company_that_spoke_in_private(idea, acme, gina, author, admin, client, thread):
    actions.vote_for_company(idea, acme, by=gina, source=thread)
    for person in (author, admin):
        client.force_login(again(person))
        for address in (idea.get_absolute_url(), f"/ideas/{idea.pk}/voices/", f"/api/v1/ideas/{idea.pk}/voices"):
            page = client.get(address).content.decode()
            assert "Acme" not in page.replace("Dora of Acme", "")
    from intranet.activity.models import Activity

    trail = Activity.objects.get(verb="ideas.idea.voted_for")
    assert str(acme.pk) not in str({name: value for name, value in trail.details.items() if name != "vote"})


def test_a_source_that_one_may_not_read_is_none(idea, acme, gina, author):
    note = publish_post(by=author, body="For me.", audience=author.key)
    with pytest.raises(ValidationError, match="may read"):
        actions.vote_for_company(idea, acme, by=gina, source=note)


def test_a_voice_is_taken_back_by_who_faces_the_company_and_by_keepers_only_if_they_may_know(
    idea, acme, borealis, gina, author
):
    gina = now_facing(gina, borealis)
    actions.vote_for_company(idea, acme, by=gina, private=True)
    actions.vote_for_company(idea, borealis, by=gina)
    with pytest.raises(PermissionDenied, match="faces the company"):
        actions.take_back_company_vote(idea, acme, by=author)
    assert actions.take_back_company_vote(idea, borealis, by=author)
    assert actions.take_back_company_vote(idea, acme, by=gina)
    assert not actions.take_back_company_vote(idea, acme, by=gina)
    assert (idea.votes_count, tally_of(idea).companies) == (0, 0)


def test_customers_read_names_of_their_own_company_and_numbers_of_others(
    idea, customer, other_customer, acme, colleague
):
    mate = factories.a_customer("Mina Sala", handle="mina", company=acme)
    for person in (customer, mate, other_customer, colleague):
        vote_for(idea, by=person)
    seen = voices_of(idea, customer)
    assert {person.handle for person in seen.people} == {"dora", "mina"}
    assert seen.unnamed == 2
    assert {person.handle for person in voices_of(idea, colleague).people} == {"dora", "mina", "emil", "ben"}


def test_who_speaks_for_another_company_takes_the_vote_along(idea, customer, acme, borealis, gina, admin):
    actions.vote_for_company(idea, acme, by=gina)
    vote_for(idea, by=customer)
    assert (Idea.objects.get(pk=idea.pk).votes_count, tally_of(idea).companies) == (1, 1)
    assign_to_company(customer, borealis, by=admin)
    # Dora speaks for Borealis now; Acme has the voice that Gina gave for it.
    assert (Idea.objects.get(pk=idea.pk).votes_count, tally_of(idea).companies) == (2, 2)


@pytest.mark.parametrize("seed", range(4))
def test_however_people_vote_each_is_one_voice_and_each_company_one(open_board, author, seed):
    dice = random.Random(seed)
    firms = [factories.a_company(f"Firm {seed} {n}") for n in range(3)]
    people = [factories.a_person(f"Staff {seed} {n}") for n in range(3)]
    people += [factories.a_customer(f"Guest {seed} {n}", company=dice.choice([*firms, None])) for n in range(5)]
    speaker = now_facing(people[0], *firms)
    ideas = [actions.suggest(open_board, by=author, title=f"Idea {seed} {n}") for n in range(3)]
    for _turn in range(25):
        chosen = dice.choice(ideas)
        if dice.random() < 0.7:
            vote_for(chosen, by=dice.choice(people))
        else:
            actions.vote_for_company(chosen, dice.choice(firms), by=speaker)
    actions.merge(ideas[1], into=ideas[0], by=author)
    for idea in (Idea.objects.get(pk=ideas[0].pk), Idea.objects.get(pk=ideas[2].pk)):
        votes = Vote.objects.filter(entry__in=joined([idea.pk])[idea.pk]).select_related("person")
        voters = {vote.person for vote in votes if vote.on_behalf_of_id is None}
        customers = {person for person in voters if person.is_customer}
        speaking = {person.company_id for person in customers} - {None}
        spoken_for = {vote.on_behalf_of_id for vote in votes} - {None}
        assert tally_of(idea) == (len(voters - customers), len(customers), len(speaking | spoken_for))
        assert idea.votes_count == len(voters) + len(spoken_for - speaking)


def test_the_form_takes_a_link_of_ours_and_refuses_what_leads_nowhere(idea, acme, gina, thread, client):
    client.force_login(gina)
    address = f"/ideas/{idea.pk}/voices/"
    sent = {"company": acme.pk, "where": "https://elsewhere.example/community/3/"}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "https://elsewhere.example/community/3/" in answer.content.decode()
    assert client.post(address, sent | {"where": thread.address}).status_code == 302
    vote = Vote.objects.get()
    assert (vote.source_id, vote.is_private) == (thread.pk, True)
    page = client.get(address).content.decode()
    assert "Acme" in page
    assert client.post(f"{address}{vote.pk}/back/").status_code == 302
    assert not Vote.objects.exists()


def test_a_colleague_who_faces_nobody_has_no_form_and_a_stranger_no_page(idea, inside, outsider, customer, client):
    client.force_login(outsider)
    assert "for-a-company" not in client.get(f"/ideas/{idea.pk}/voices/").content.decode()
    assert client.get(f"/ideas/{inside.pk}/voices/").status_code == 404
    client.force_login(customer)
    assert client.post(f"/ideas/{idea.pk}/voices/", {"company": customer.company_id, "where": "me"}).status_code == 403
    assert not Vote.objects.exists()
