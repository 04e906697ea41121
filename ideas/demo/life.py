"""What becomes of the ideas of the demonstration: whose they are, what is to be done, what was joined, what cooled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from ideas import actions
from ideas.doing import actions as doing
from ideas.joining.splitting import split_comment
from ideas.models import Board, Idea, Meaning, Split
from intranet.accounts.models import User
from intranet.conversation.actions import add_comment
from intranet.conversation.notes.actions import add_note
from intranet.conversation.votes import can_vote, vote_for
from intranet.demo.story import Story, chapter, happens_in
from intranet.spaces.audiences import audiences_of

from .lives import COOLED, JOINED, NOTES, SPLIT, STEPS

happens_in(Split, "made_at")


@chapter(86)
def lives(story: Story) -> None:
    """On the board that customers read first, which Chiara keeps."""
    story.say("What becomes of ideas")
    at = 1 if story.language == "it" else 0
    space, keeper = story.spaces["users"], _again(story, "chiara")
    board = Board.objects.filter(space=space, readers=Board.Readers.EVERYONE).order_by("position", "pk").first()
    if board is None:
        return
    _seen_through(story, board, keeper, at)
    _joined(story, board, keeper, at)
    _cooled(story, board, keeper, at)
    _made_of_a_comment(story, board, keeper, at)


def _seen_through(story: Story, board: Board, keeper: User, at: int) -> None:
    """What is planned or under way has an owner, a day and a checklist; one of them is late. All are weighed."""
    owners = [_again(story, handle) for handle in ("matteo", "luca")]
    for place, idea in enumerate(_of(board, Meaning.PROGRESS, Meaning.PLANNED)[:3]):
        owner = owners[place % len(owners)]
        if idea.audience not in audiences_of(owner):
            continue
        with story.at(story.moment(9, "10:00")):
            doing.set_owner(idea, by=keeper, to=owner)
            doing.set_due(idea, by=keeper, on=story.today + timedelta(days=(24, -3, 60)[place]))
            steps = [doing.add_step(idea, by=owner, text=text[at]) for text in STEPS[place]]
            for step in steps[: len(steps) // 2]:
                doing.tick_step(step, by=owner, done=True)
            who, words = NOTES[place]
            add_note(idea, by=_again(story, who), body=words[at])
    weights = [(5, 2), (4, 4), (2, 1), (3, 5), (5, 3), (1, 2), (4, 2)]
    for idea, (impact, effort) in zip(
        _of(board, Meaning.PROGRESS, Meaning.PLANNED, Meaning.REVIEW, Meaning.OPEN), weights, strict=False
    ):
        doing.score(idea, by=keeper, impact=impact, effort=effort)


def _joined(story: Story, board: Board, keeper: User, at: int) -> None:
    """Two that ask for the same as what most people want of that which is looked at."""
    head = _of(board, Meaning.REVIEW).order_by("-votes_count", "pk").first()
    if head is None:
        return
    for who, title, text, wanted, said in JOINED:
        with story.at(story.moment(18, "11:20")):
            made = actions.suggest(board, by=_again(story, who), title=title[at], body=text[at])
            _wanted(story, made, wanted)
            for handle, words in said:
                add_comment(_idea(made), by=_again(story, handle), body=words[at])
        with story.at(story.moment(6, "09:40")):
            actions.merge(_idea(made), into=_idea(head), by=keeper)


def _cooled(story: Story, board: Board, keeper: User, at: int) -> None:
    actions.change_board(board, by=keeper, idle_days=90)
    who, title, text, wanted = COOLED
    with story.at(story.moment(140, "16:10")):
        made = actions.suggest(board, by=_again(story, who), title=title[at], body=text[at])
        _wanted(story, made, wanted)
    moved = timezone.now() - timedelta(days=139)
    told, cooled = moved + timedelta(days=83), moved + timedelta(days=90)
    Idea.objects.filter(pk=made.pk).update(last_moved_at=moved, cooling_told_at=told, cooled_at=cooled)


def _made_of_a_comment(story: Story, board: Board, keeper: User, at: int) -> None:
    under = _of(board, Meaning.OPEN).order_by("pk").first()
    if under is None:
        return
    who, words, answerer, answer, title = SPLIT
    with story.at(story.moment(7, "15:30")):
        said = add_comment(under, by=_again(story, who), body=words[at])
        add_comment(under, by=_again(story, answerer), body=answer[at], parent=said)
    with story.at(story.moment(5, "08:50")):
        split_comment(said, by=keeper, title=title[at])


def _wanted(story: Story, idea: Idea, handles: str) -> None:
    for handle in handles.split():
        person = _again(story, handle)
        if can_vote(person, _idea(idea)):
            vote_for(_idea(idea), by=person)


def _of(board: Board, *meanings: Meaning) -> Any:
    found = Idea.objects.listed().filter(board=board, status__meaning__in=meanings, cooled_at=None)
    return found.with_place().order_by("status__position", "-votes_count", "pk")


def _idea(idea: Idea) -> Idea:
    return Idea.objects.with_place().get(pk=idea.pk)


def _again(story: Story, handle: str) -> User:
    """The person as of now: what they may read changes while the story goes on."""
    return User.objects.get(pk=story.people[handle].pk)
