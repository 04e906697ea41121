"""What one reader sees of a proposal: its pieces in their surroundings, and of each what it is now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from intranet.collab.documents import read_text
from intranet.content.models import EntryQuerySet
from intranet.core.difference import Piece as Words
from intranet.core.difference import difference
from intranet.core.edits import Edit, applied
from intranet.core.markup import TooLong, render
from intranet.core.markup.changes import render_changes
from intranet.spaces.audiences import Viewer, audiences_of, spaces_joined
from wiki.history.reading import versions_read_by
from wiki.models import Hunk, Page, Proposal, Version

from .fitting import Ground
from .policies import can_change_proposal, can_read_hunk, can_review

_BLANK = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
# More of what stands around a piece is not shown.
_AROUND = 3000


@dataclass
class Shown:
    """One piece. ``comes``, ``goes``, ``html`` or ``words``: what it changes; ``above`` and ``below``: the paragraphs
    beside it, as HTML. ``fit`` says whether it still goes in (reviewers only): "clean", "there" or "conflict";
    ``there`` is what the passage says now, ``both`` a text to begin from."""

    hunk: Hunk
    # Whole paragraphs that come or go, as HTML; or the paragraph with marks in it; or, where neither can be shown as it
    # is read, the words as they are written.
    comes: str = ""
    goes: str = ""
    html: str = ""
    words: Sequence[Words] = ()
    section: str = ""
    above: str = ""
    below: str = ""
    fit: str = ""
    there: str = ""
    both: str = ""
    also: list[Proposal] = field(default_factory=list)
    # What a form that was refused had in it.
    error: str = ""
    typed: dict[str, str] = field(default_factory=dict)


@dataclass
class Opened:
    """A proposal as one reader sees it: ``pieces`` of this round, and ``earlier`` what was decided before that."""

    proposal: Proposal
    may_review: Any
    may_change: Any
    pieces: list[Shown]
    earlier: list[Shown]
    hidden: int

    @property
    def waiting(self) -> int:
        return sum(one.hunk.is_open for one in self.pieces)

    @property
    def conflicts(self) -> int:
        return sum(one.fit == "conflict" for one in self.pieces)


def seen_by(viewer: Viewer) -> EntryQuerySet[Proposal]:
    """The proposals this viewer reads, to pages that they read."""
    seen: EntryQuerySet[Proposal] = Proposal.objects.visible_to(viewer)
    return seen.filter(of_page__audience__in=audiences_of(viewer))


def listed(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """For lists: with people, pages, and how much of each is decided."""
    of_state = {state: Count("hunks", filter=Q(hunks__state=state)) for state in Hunk.State.values}
    return proposals.select_related("author", "of_page__space").annotate(
        accepted_count=of_state["accepted"], rejected_count=of_state["rejected"], open_count=of_state["open"]
    )


def waiting_for(person: Viewer) -> QuerySet[Proposal]:
    """What is open in the spaces somebody takes part in, and on pages they answer for; not their own."""
    mine = Q(space__in=spaces_joined(person)) | Q(of_page__owner=person.pk)
    found = seen_by(person).published().filter(mine, outcome=Proposal.Outcome.OPEN)
    return found.exclude(author=person.pk)


def open_count(viewer: Viewer, page: Page) -> int:
    if not page.__dict__.get("has_proposals", True):
        return 0
    return seen_by(viewer).published().filter(of_page=page, outcome=Proposal.Outcome.OPEN).count()


def opened(proposal: Proposal, viewer: Viewer) -> Opened:
    """All of it, for its page, in a fixed number of queries."""
    reviews = can_review(viewer, proposal)
    may_change = can_change_proposal(viewer, proposal)
    number, page = proposal.base_number, proposal.of_page
    is_own = viewer.is_authenticated and viewer.pk == proposal.author_id
    if not is_own and not versions_read_by(viewer, page).filter(number=number).exists():
        # It was written over what the page said before it was opened to this reader.
        return Opened(proposal, reviews, may_change, [], [], proposal.hunks.count())
    hunks = list(proposal.hunks.select_related("decided_by__department", "decided_by__company", "version"))
    seen = [hunk for hunk in hunks if can_read_hunk(viewer, hunk, proposal, reviews=bool(reviews))]
    base = Version.objects.get(page=proposal.of_page_id, number=proposal.base_number).text
    accepted = [hunk.edit for hunk in hunks if hunk.state == Hunk.State.ACCEPTED and hunk.round == proposal.round]
    ground = None
    if reviews and proposal.is_open:
        ground = Ground(base, read_text(proposal.of_page.document), accepted)
    this_round = [_shown(hunk, base, ground) for hunk in seen if hunk.round == proposal.round]
    if reviews:
        _find_alike(proposal, this_round)
    earlier = [Shown(hunk, words=_words(hunk.before, hunk.wanted)) for hunk in seen if hunk.round != proposal.round]
    return Opened(proposal, reviews, may_change, this_round, earlier, len(hunks) - len(seen))


def published(page: Page) -> Version:
    """The text of a page as its readers have it."""
    return Version.objects.get(page=page, number=page.published_number)


def rebased(proposal: Proposal, newest: Version) -> str:
    """The text to go on from: the newest the readers have, with what is open of the proposal where it still fits."""
    if newest.number == proposal.base_number:
        return proposal.text
    base = Version.objects.get(page=proposal.of_page_id, number=proposal.base_number).text
    hunks = list(proposal.hunks.filter(round=proposal.round))
    done = [hunk.edit for hunk in hunks if hunk.state == "accepted"]
    live = newest.text
    for hunk in (one for one in hunks if one.is_open):
        fit = Ground(base, live, done).fit(hunk.edit)
        if fit.state != "conflict":
            live = fit.applied_to(live)
            done.append(hunk.edit)
    return live


def _shown(hunk: Hunk, base: str, ground: Ground | None) -> Shown:
    shown = Shown(hunk)
    start, end = hunk.start, hunk.end
    if not hunk.before.strip():
        shown.comes = _as_html(hunk.wanted)
    elif not hunk.wanted.strip() and (start, end) == _paragraph(base, start, end - 1):
        shown.goes = _as_html(hunk.before)
    if not (shown.comes or shown.goes):
        start, end = _paragraph(base, hunk.start, hunk.end)
        wanted = applied(base[start:end], [Edit(hunk.start - start, hunk.end - start, hunk.wanted)])
        shown.words = _words(base[start:end].strip("\n"), wanted.strip("\n"))
        shown.html = render_changes(shown.words) or ""
    headings = list(_HEADING.finditer(base, 0, hunk.start))
    shown.section = headings[-1][1] if headings else ""
    shown.above = _as_html(_last_paragraph(base[:start]))
    shown.below = _as_html(_first_paragraph(base[end:]))
    if ground is not None and hunk.is_open:
        fit = ground.fit(Edit(hunk.start, hunk.end, hunk.after))
        shown.fit = fit.state
        if fit.state == "conflict":
            shown.there = fit.passage(ground.live)
            # Who only adds takes nothing away: then both stand.
            shown.both = shown.there + hunk.after if not hunk.before else hunk.after
    return shown


def _words(before: str, after: str) -> Sequence[Words]:
    return difference(before, after)


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch between blank lines that these two places are in."""
    before = [match.end() for match in _BLANK.finditer(text, 0, start)]
    behind = _BLANK.search(text, max(end - 1, start))
    return (before[-1] if before else 0), (behind.start() if behind else len(text))


def _last_paragraph(text: str) -> str:
    text = text.rstrip()
    return text[_paragraph(text, len(text), len(text))[0] :][-_AROUND:]


def _first_paragraph(text: str) -> str:
    text = text.lstrip()
    return text[: _paragraph(text, 0, 0)[1]][:_AROUND]


def _as_html(text: str) -> str:
    if not text.strip():
        return ""
    try:
        return render(text, people=lambda _handles: {}).html
    except TooLong:
        return ""


def _find_alike(proposal: Proposal, pieces: Iterable[Shown]) -> None:
    """What others propose for the same words."""
    waiting = [one for one in pieces if one.hunk.is_open and one.hunk.before]
    others = (
        Hunk.objects.filter(
            proposal__of_page=proposal.of_page_id,
            proposal__outcome=Proposal.Outcome.OPEN,
            proposal__state=Proposal.State.PUBLISHED,
            state=Hunk.State.OPEN,
            before__in=[one.hunk.before for one in waiting],
        )
        .exclude(proposal=proposal)
        .select_related("proposal__author")
        .order_by("pk")
    )
    by_words: dict[str, list[Proposal]] = {}
    for other in others[:50]:
        by_words.setdefault(other.before, []).append(other.proposal)
    for one in waiting:
        one.also = by_words.get(one.hunk.before, [])
