"""An agency guest has ideas in the spaces that were named to them, and nowhere else, by whichever road."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from feeds.actions import publish_post
from ideas import actions
from ideas.campaigns.actions import answer_campaign, begin_campaign
from ideas.models import Board, Campaign, Idea
from ideas.privacy.actions import suggest_privately
from ideas.sealing.actions import suggest_sealed
from intranet.accounts.models import User
from intranet.content.models import Link
from intranet.conversation.actions import add_comment
from intranet.conversation.votes import can_vote, vote_for
from intranet.flows.promoting.actions import promote
from intranet.flows.promoting.targets import TARGETS
from intranet.spaces.actions import add_member
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def tina(lab, author) -> User:
    """A translator, in the Lab for a month."""
    person = factories.a_person("Tina Lang", handle="tina", kind="agency", access_until=now() + timedelta(days=30))
    add_member(lab, by=author, person=person)
    return User.objects.get(pk=person.pk)


@pytest.fixture
def for_staff(porch, author) -> Board:
    return actions.make_board(porch, by=author, name="Desk", readers=Board.Readers.STAFF)


def asked_on(board: Board, by: User) -> Campaign:
    return begin_campaign(board, by=by, question=f"{board.name}?", closes_at=now() + timedelta(days=5))


def test_in_their_space_they_suggest_vote_comment_and_answer_a_campaign(board, inside, tina, author):
    idea = actions.suggest(board, by=tina, title="Longer lines")
    assert vote_for(inside, by=tina)
    assert add_comment(inside, by=tina, body="Yes.").author == tina
    answered = answer_campaign(asked_on(board, author), by=tina, title="A glossary")
    assert set(Idea.objects.visible_to(tina)) == {idea, inside, answered}


@pytest.mark.parametrize("way", [actions.suggest, suggest_sealed, suggest_privately])
def test_elsewhere_they_suggest_nothing_in_any_manner(way, open_board, for_staff, tina):
    for one in (open_board, for_staff):
        with pytest.raises(PermissionDenied):
            way(one, by=tina, title="Let me in")
    assert not Idea.objects.exists()


def test_elsewhere_they_neither_vote_nor_speak_nor_answer(open_board, idea, tina, author):
    campaign = asked_on(open_board, author)
    with pytest.raises(PermissionDenied, match="spaces they were invited to"):
        vote_for(idea, by=tina)
    assert not can_vote(tina, idea)
    with pytest.raises(PermissionDenied):
        add_comment(idea, by=tina, body="Hm.")
    with pytest.raises(PermissionDenied, match="spaces they were invited to"):
        answer_campaign(campaign, by=tina, title="Mine")
    with pytest.raises(PermissionDenied):
        asked_on(open_board, tina)


def test_they_read_campaigns_of_their_space_and_none_that_the_public_does_not(
    board, open_board, for_staff, tina, author, as_
):
    theirs, desk = asked_on(board, author), asked_on(for_staff, author)
    client = as_(tina)
    assert client.get(theirs.get_absolute_url()).status_code == 200
    assert client.get(desk.get_absolute_url()).status_code == 404
    listed = client.get("/ideas/campaigns/").content.decode()
    assert "Lab ideas?" in listed
    assert "Desk?" not in listed


def test_their_forms_offer_their_boards_alone(board, open_board, idea, inside, tina, as_):
    client = as_(tina)
    form = client.get("/ideas/new/").content.decode()
    assert "Lab ideas" in form
    assert "Wishes" not in form.partition("<form")[2]
    assert client.post("/ideas/new/", {"title": "In", "board": open_board.pk}).status_code == 422
    assert client.post(f"/ideas/{idea.pk}/voices/", {"company": 1, "where": "me"}).status_code in (403, 404)


def make(sources, to, place, by):
    target = TARGETS[to]
    return promote(sources, by=by, target=target, spot=target.spot(by, place), title="Made of it", words="So.")


def test_what_they_make_of_something_stands_where_they_may_write_alone(
    board, open_board, for_staff, inside, idea, lab, plaza, tina, author, as_
):
    said = publish_post(by=author, space=lab, title="Said", body="Among us.")
    hidden = publish_post(by=author, space=plaza, title="Elsewhere", body="Not for them.")
    made = make([said], "idea", f"board_{board.pk}", tina)
    assert (made.author, made.audience) == (tina, board.audience)
    target = TARGETS["idea"]
    assert str(target.places(tina)).count("board_") == 1
    assert target.spot(tina, f"board_{for_staff.pk}") is None
    assert TARGETS["page"].spot(tina, f"space_{plaza.pk}") is None
    refused = [
        (said, "idea", f"board_{open_board.pk}"),
        (hidden, "idea", f"board_{board.pk}"),
        (said, "task", f"idea_{inside.pk}"),
        (said, "task", f"idea_{idea.pk}"),
    ]
    for source, to, place in refused:
        with pytest.raises(PermissionDenied):
            make([source], to, place, tina)
    assert Link.objects.filter(relation=Link.Relation.PROMOTED_TO).count() == 1
    for number, place in ((hidden.pk, board.pk), (said.pk, for_staff.pk)):
        sent = {"to": "idea", "place": f"board_{place}", "title": "x"}
        assert as_(tina).post(f"/api/v1/entries/{number}/promote", sent, "application/json").status_code == 404
    assert Idea.objects.count() == 3
