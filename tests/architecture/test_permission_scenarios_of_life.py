"""What becomes of ideas; docs/permissions.md."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from ideas import actions
from ideas.doing import actions as doing
from ideas.models import Idea, Meaning
from ideas.privacy.actions import suggest_privately
from ideas.statuses import first_status
from intranet.conversation.notes.actions import add_note
from intranet.spaces.audiences import audiences_of, forget, people_in

pytestmark = pytest.mark.django_db


def fresh(idea: Idea) -> Idea:
    return Idea.objects.with_place().get(pk=idea.pk)


@pytest.fixture
def wishes(porch, author):
    return actions.make_board(porch, by=author, name="Wishes")


def test_135_notes_about_an_idea_are_for_the_staff_of_its_readers(
    lab, wishes, author, colleague, outsider, customer, moderator
):
    board = actions.make_board(lab, by=author, name="Bench")
    for person in (author, colleague, outsider, moderator):
        forget(person)
    within = add_note(actions.suggest(board, by=colleague, title="A second bench"), by=colleague, body="Among us")
    public = add_note(actions.suggest(wishes, by=customer, title="Sooner"), by=outsider, body="Among us")
    private = suggest_privately(wishes, by=outsider, title="Between us")
    kept = add_note(fresh(private), by=author, body="She is right")
    readers = {
        within.audience: {author, colleague},
        public.audience: {author, colleague, outsider, moderator},
        kept.audience: {author, moderator},
    }
    for audience, expected in readers.items():
        for person in (author, colleague, outsider, customer, moderator):
            forget(person)
            assert (audience in audiences_of(person)) is (person in expected), (audience, person)
            assert people_in(audience).filter(pk=person.pk).exists() is (person in expected), (audience, person)
    with pytest.raises(PermissionDenied):
        add_note(fresh(private), by=outsider, body="What do they say of me?")


def test_136_how_an_idea_is_seen_through_is_the_staffs(wishes, author, customer, as_):
    idea = actions.suggest(wishes, by=customer, title="Sooner")
    actions.set_status(idea, by=author, status=first_status(Meaning.PLANNED))
    doing.add_step(fresh(idea), by=author, text="Ask the supplier")
    assert "Ask the supplier" in as_(author).get(idea.get_absolute_url()).content.decode()
    assert "Ask the supplier" not in as_(customer).get(idea.get_absolute_url()).content.decode()
    assert as_(customer).get("/ideas/mine/").status_code == 403


def test_137_nothing_gets_readers_by_being_joined(porch, wishes, author, customer):
    contracts = actions.make_board(porch, by=author, name="Contracts", readers="customers")
    forget(customer)
    public = actions.suggest(wishes, by=customer, title="Sooner")
    narrower = actions.suggest(contracts, by=customer, title="Shorter")
    with pytest.raises(PermissionDenied, match="different readers"):
        actions.merge(fresh(narrower), into=fresh(public), by=author)


def test_138_who_sees_an_idea_through_decides_about_it(wishes, author, colleague, customer):
    idea = actions.suggest(wishes, by=customer, title="Sooner")
    planned = first_status(Meaning.PLANNED)
    for person in (colleague, customer):
        with pytest.raises(PermissionDenied):
            actions.set_status(fresh(idea), by=person, status=planned)
    doing.set_owner(fresh(idea), by=author, to=colleague)
    actions.set_status(fresh(idea), by=colleague, status=planned)
    assert fresh(idea).status == planned
