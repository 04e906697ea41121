"""The boards of Meridiana: what is suggested there, who wants it and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

from ideas import actions
from ideas.models import Board, Category, Idea, Status, StatusChange
from intranet.accounts.models import User
from intranet.conversation.actions import add_comment
from intranet.conversation.votes import can_vote, vote_for
from intranet.demo.story import Story, chapter, happens_in

from .told import BOARDS, IDEAS, Moved, Told

happens_in(Idea, "status_at", "last_moved_at")
happens_in(StatusChange, "at")


@chapter(84)
def ideas(story: Story) -> None:
    story.say("What people would change")
    at = 1 if story.language == "it" else 0
    boards = _boards(story, at)
    for told in sorted(IDEAS, key=lambda one: -one.ago):
        _suggested(story, told, boards[told.board], at)


def _boards(story: Story, at: int) -> dict[str, Board]:
    made = {}
    for place, (key, space, keeper, name, purpose, readers, votes, categories) in enumerate(BOARDS):
        with story.at(story.moment(200, "09:00")):
            by = _again(story, keeper)
            made[key] = actions.make_board(
                story.spaces[space],
                by=by,
                name=name[at],
                description=purpose[at],
                readers=readers,
                position=place,
                votes_per_person=votes,
            )
            for category in categories:
                actions.make_category(made[key], by=by, name=category[at])
    return made


def _suggested(story: Story, told: Told, board: Board, at: int) -> None:
    begun = story.moment(told.ago, told.clock)
    english = {one[0]: one[at] for _key, *_rest, categories in BOARDS for one in categories}
    category = Category.objects.filter(board=board, name=english.get(told.category, "")).first()
    with story.at(begun):
        idea = actions.suggest(
            board,
            by=_again(story, told.who),
            title=told.title[at],
            body=told.text[at],
            category=category,
            tags=[tag.strip() for tag in told.tags.split(",") if tag.strip()],
        )
    for handle in told.wanted.split():
        person = _again(story, handle)
        if can_vote(person, _now(idea)):
            vote_for(_now(idea), by=person)
    for key in told.for_companies.split():
        company = story.companies[key]
        facing = User.objects.filter(assignments__company=company).order_by("pk").first()
        if facing is not None:
            said = ("call of 3 May", "telefonata del 3 maggio")[at]
            actions.vote_for_company(_now(idea), company, by=facing, where=said)
    for number, (who, words) in enumerate(told.said):
        with story.at(begun + timedelta(hours=20 * (number + 1))):
            add_comment(_now(idea), by=_again(story, who), body=words[at])
    if told.owner:
        Idea.objects.filter(pk=idea.pk).update(owner=_again(story, told.owner))
    for step in told.moved:
        _moved_on(story, idea, step, at)


def _moved_on(story: Story, idea: Idea, step: Moved, at: int) -> None:
    moment = story.moment(step.ago, "11:20")
    with story.at(moment):
        status = Status.objects.get(slug=step.to)
        actions.set_status(_now(idea), by=_again(story, step.who), status=status, answer=step.answer[at] or None)
    Idea.objects.filter(pk=idea.pk).update(status_at=moment, last_moved_at=moment)
    if step.answer[at]:
        Idea.objects.filter(pk=idea.pk).update(answered_at=moment)


def _now(idea: Idea) -> Idea:
    return Idea.objects.with_place().get(pk=idea.pk)


def _again(story: Story, handle: str) -> User:
    """The person as of now: what they may read changes while the story goes on."""
    return User.objects.get(pk=story.people[handle].pk)
