"""Whose voices an idea has, as far as each reader may know.

Colleagues read who voted, and for which company a colleague did; a company that spoke in private is named to those who
face it, to whoever gave its voice, and to who reads where it spoke. Customers and agency guests read the names of
people they know of, and numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import QuerySet

from ideas.models import Idea
from ideas.tallies import joined
from intranet.accounts.models import Company, User
from intranet.content.models import Entry
from intranet.content.stances import blocked_by
from intranet.conversation.models import Vote
from intranet.spaces.audiences import Viewer, audiences_of

MOST = 200


@dataclass
class CompanyVoice:
    """What one reader is told of a voice that was given for a company. ``company`` None: it is not for them to know."""

    vote: Vote
    company: Company | None
    by: User
    where: str = ""
    source: Entry | None = None
    may_take_back: bool = False

    @property
    def is_private(self) -> bool:
        return self.vote.is_private


@dataclass
class Voices:
    people: list[User] = field(default_factory=list)
    unnamed: int = 0
    companies: list[CompanyVoice] = field(default_factory=list)
    # Companies for which somebody gave a voice and that this reader is not told the name of.
    private: int = 0

    def __bool__(self) -> bool:
        return bool(self.people or self.unnamed or self.companies or self.private)


def may_name(viewer: Viewer, vote: Vote) -> bool:
    """Whether this reader may know which company a voice was given for."""
    if not viewer.is_authenticated or vote.on_behalf_of_id is None:
        return False
    key = f"company_{vote.on_behalf_of_id}"
    if viewer.is_staff_member:
        held = audiences_of(viewer)
        if not vote.is_private or vote.person_id == viewer.pk or key in held:
            return True
        return vote.source is not None and vote.source.audience in held
    return not vote.is_private and viewer.is_customer and viewer.company_id == vote.on_behalf_of_id


def voices_of(idea: Idea, viewer: Viewer) -> Voices:
    """Whom this reader may be told of, the newest first; what was joined into the idea counts with it."""
    if not viewer.is_authenticated:
        return Voices()
    votes = Vote.objects.filter(entry__in=joined([idea.pk])[idea.pk])
    own = votes.filter(on_behalf_of=None).order_by("-pk")
    all_of_them = own.values("person").distinct().count()
    known = User.objects.visible_to(viewer).exclude(pk__in=blocked_by(viewer)).filter(pk__in=own.values("person"))
    people = list(known.with_byline().order_by("name", "pk")[:MOST])
    found = Voices(people=people, unnamed=all_of_them - len(people))
    for voice in company_voices(votes, viewer):
        if voice.company is not None:
            found.companies.append(voice)
        else:
            found.private += 1
    if not viewer.is_staff_member:
        # That one's own company is among them is no secret; how many others are, the number of companies says.
        found.private = 0
    return found


def company_voices(votes: QuerySet[Vote], viewer: Viewer) -> list[CompanyVoice]:
    """Those given for companies, each company once. Two queries."""
    rows = votes.exclude(on_behalf_of=None).select_related("on_behalf_of", "person", "source").order_by("pk")
    found_rows = list(rows[:MOST])
    readable = set(
        Entry.objects.visible_to(viewer)
        .filter(pk__in=[row.source_id for row in found_rows if row.source_id])
        .values_list("pk", flat=True)
    )
    found: dict[int | None, CompanyVoice] = {}
    for row in found_rows:
        if row.on_behalf_of_id in found:
            continue
        if not may_name(viewer, row):
            found[row.on_behalf_of_id] = CompanyVoice(row, None, row.person)
            continue
        inside = viewer.is_authenticated and viewer.is_staff_member
        source = row.source if row.source_id in readable else None
        found[row.on_behalf_of_id] = CompanyVoice(
            row, row.on_behalf_of, row.person, row.where if inside else "", source if inside else None
        )
    return list(found.values())
