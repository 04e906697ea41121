"""Load data of ideas: a board, ideas in every status, and the lives they lead."""

from __future__ import annotations

from collections.abc import Iterator

from intranet.accounts.models import User
from intranet.content.bulk import BATCH
from intranet.core.markup import render
from intranet.demo.loads import Load, load
from intranet.spaces.actions import create_space
from intranet.spaces.models import Membership, Space

from .actions import make_board
from .bulk import insert_ideas, recount_ideas
from .campaign_loads import ask_questions
from .life_loads import discuss, join, keepers_of, link, move_on, vote, vote_for_companies
from .models import Board, Idea, Meaning, Status
from .release_loads import put_out
from .statuses import ensure_statuses

# Of ten ideas so many stand where: most are still open.
_STAND = [Meaning.OPEN] * 5 + [Meaning.REVIEW, Meaning.PLANNED, Meaning.PROGRESS, Meaning.DELIVERED, Meaning.DECLINED]
_THEMES = ["firmware", "battery", "labels", "training", "returns", "docks"]


@load("ideas", 65)
def ideas(load: Load) -> None:
    """On the boards of communities there are, or on one that is made for them."""
    how_many = load.sizes["ideas"]
    if not how_many:
        return
    ensure_statuses()
    boards = _boards(load)
    writers = [*load.customers, *load.staff] or list(User.objects.active())
    numbers = insert_ideas(_suggested(load, how_many, boards, writers), told=load.progress("ideas"))
    made = [idea for place in range(0, how_many, BATCH) for idea in _read(numbers[place : place + BATCH])]
    keepers = keepers_of(made, load.staff or writers)
    vote(load, made, writers)
    vote_for_companies(load, made)
    discuss(load, made, writers)
    link(load, made, keepers)
    put_out(load, made, keepers)
    move_on(made, keepers)
    campaigns = ask_questions(load, made, keepers)
    join(load, made, keepers)
    recount_ideas(numbers)
    campaigns.count(load)


def _read(numbers: list[int]) -> Iterator[Idea]:
    yield from Idea.objects.with_place().filter(pk__in=numbers).order_by("pk")


def _boards(load: Load) -> list[Board]:
    found = list(Board.objects.in_use().filter(readers=Board.Readers.EVERYONE).select_related("space"))
    found = [board for board in found if board.space.is_community]
    if found:
        return found
    space = Space.objects.filter(visibility=Space.Visibility.COMMUNITY).order_by("pk").first()
    if space is None:
        space = create_space(by=load.staff[0], name="Community", visibility=Space.Visibility.COMMUNITY)
    keeper = User.objects.filter(memberships__space=space, memberships__role=Membership.Role.OWNER).first()
    return [make_board(space, by=keeper or load.staff[0], name="Wishes")]


def _suggested(load: Load, how_many: int, boards: list[Board], writers: list[User]) -> Iterator[Idea]:
    chance = load.chance
    by_meaning = {status.meaning: status for status in Status.objects.filter(is_archived=False).order_by("-position")}
    for number in range(how_many):
        writer = chance.choice(writers)
        italian = writer.language == "it"
        status = by_meaning[chance.choice(_STAND)]
        idea = Idea(
            board=chance.choice(boards),
            author=writer,
            status=status,
            chosen_tags=chance.sample(_THEMES, 2),
            title=load.sentence(6, italian=italian)[:-1],
            body=load.paragraph(2, italian=italian),
            published_at=load.moment(number / how_many),
        )
        if status.meaning == Meaning.DECLINED:
            idea.answer = load.sentence(9, italian=italian)
            idea.answer_html = render(idea.answer).html
            idea.answered_at = idea.published_at
        yield idea
