"""Load data of campaigns: questions that ideas answer, what a jury gave them, and who won."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from intranet.accounts.models import User
from intranet.content.bulk import BATCH, insert_entries
from intranet.content.titles import slug_of
from intranet.core.markup import render
from intranet.demo.loads import Load

from .campaigns.counting import ranked
from .life_loads import Keepers, write_down
from .models import Campaign, Contribution, Criterion, Idea, Juror, Score

# One for so many ideas of a board, which so many of them answer; every third has a jury.
_ONE_FOR, _ANSWERS = 60, 8
_CRITERIA = ("Use", "Effort")
_JURORS = 3
_OPEN_FOR, _STILL_OPEN = timedelta(days=14), timedelta(days=21)


@dataclass
class Asked:
    """The questions, until the votes are in and they can be counted."""

    campaigns: list[Campaign]

    def count(self, load: Load) -> None:
        """Of all but those that are still open the result is out."""
        over = [one for one in self.campaigns if one.closes_at <= load.until]
        for campaign in over:
            found = ranked(campaign)
            for one in found:
                one.is_winner = one.place == 1
            Contribution.objects.bulk_update(found, ["votes", "points", "place", "is_winner"])
            campaign.closed_at = campaign.announced_at = campaign.closes_at
            campaign.announced_by = campaign.author
            campaign.words = load.sentence(8, italian=campaign.author.language == "it")
            campaign.words_html = render(campaign.words).html
        columns = ["closed_at", "announced_at", "announced_by", "words", "words_html"]
        Campaign.objects.bulk_update(over, columns, batch_size=BATCH)
        write_down(("ideas.campaign.closed", one, None, one.closes_at, {}) for one in over)
        write_down(("ideas.campaign.announced", one, one.author, one.closes_at, {}) for one in over)


def ask_questions(load: Load, made: Sequence[Idea], keepers: Keepers) -> Asked:
    """On each board one after the other, and the last goes on now."""
    by_board: dict[int, list[Idea]] = {}
    for idea in made:
        by_board.setdefault(idea.board_id, []).append(idea)
    written: list[tuple[Campaign, list[Idea]]] = []
    insert_entries(_campaigns(load, by_board, keepers, written), told=load.progress("campaigns"))
    rows = [Contribution(campaign=campaign, idea=idea) for campaign, answers in written for idea in answers]
    Contribution.objects.bulk_create(rows, batch_size=BATCH)
    judged = [campaign for campaign, _answers in written if campaign.by_jury]
    _judge(load, judged, [row for row in rows if row.campaign.by_jury])
    return Asked([campaign for campaign, _answers in written])


def _campaigns(
    load: Load, by_board: dict[int, list[Idea]], keepers: Keepers, written: list[tuple[Campaign, list[Idea]]]
) -> Iterator[Campaign]:
    for ideas in by_board.values():
        for first in range(0, len(ideas), _ONE_FOR):
            is_last = first + _ONE_FOR >= len(ideas)
            answers = ideas[-_ANSWERS:] if is_last else ideas[first : first + _ANSWERS]
            board = answers[0].board
            author: User = keepers[board.space_id]
            italian = author.language == "it"
            question = f"{load.sentence(6, italian=italian)[:-1]}?"
            opens = (answers[0].published_at or load.until) - timedelta(days=1)
            closes = min((answers[-1].published_at or load.until) + _OPEN_FOR, load.until)
            campaign = Campaign(
                board=board,
                author=author,
                space=board.space,
                audience=board.audience,
                title=question,
                slug=slug_of(question, "campaign"),
                body=load.paragraph(2, italian=italian),
                published_at=opens,
                opens_at=opens,
                closes_at=load.until + _STILL_OPEN if is_last else closes,
                way=Campaign.Way.JURY if load.staff and len(written) % 3 == 2 else Campaign.Way.VOTE,
            )
            written.append((campaign, answers))
            yield campaign


def _judge(load: Load, campaigns: Sequence[Campaign], contributions: Sequence[Contribution]) -> None:
    """Each of a jury scores all that is not their own."""
    criteria = [
        Criterion(campaign=one, name=name, position=at) for one in campaigns for at, name in enumerate(_CRITERIA)
    ]
    Criterion.objects.bulk_create(criteria, batch_size=BATCH)
    jurors = [
        Juror(campaign=one, person=person)
        for one in campaigns
        for person in load.chance.sample(load.staff, k=min(_JURORS, len(load.staff)))
    ]
    Juror.objects.bulk_create(jurors, batch_size=BATCH)
    seats: dict[int, list[Juror]] = {}
    asked: dict[int, list[Criterion]] = {}
    for juror in jurors:
        seats.setdefault(juror.campaign_id, []).append(juror)
    for criterion in criteria:
        asked.setdefault(criterion.campaign_id, []).append(criterion)
    scores = [
        Score(contribution=one, juror=juror, criterion=criterion, points=load.chance.randint(1, 5))
        for one in contributions
        for juror in seats.get(one.campaign_id, [])
        if juror.person_id != one.idea.author_id
        for criterion in asked[one.campaign_id]
    ]
    Score.objects.bulk_create(scores, batch_size=BATCH)
