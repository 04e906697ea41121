"""What those are told who had a part in what was delivered: one message, with their own part named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from ideas.models import Heard, Release
from ideas.verbs import VOICE
from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.content.models import Entry
from intranet.core.text import excerpt
from intranet.notifications.groups import Group
from intranet.notifications.models import Notification
from intranet.notifications.wordings import Wording

from .delivering import BROUGHT, EXTENDED, PUBLISHED, told_by
from .facing import DELIVERED_TO, names_of_faced
from .lines import line_of

# Release, round, what was read of it elsewhere (None: the release itself), person.
_Told = tuple[Any, int, int | None, int]
GROUP = Group(
    "delivered",
    gettext_lazy("What I asked for"),
    gettext_lazy("Something you suggested, voted for, asked or reported has been delivered."),
    reasons=frozenset({VOICE}),
    channels=frozenset({"app", "mail"}),
    icon="idea",
    order=28,
)
VERBS = (BROUGHT, EXTENDED, PUBLISHED)


def concerned(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """By the release itself, when it comes out."""
    if activity.verb == PUBLISHED:
        yield from _recipients(entry.pk, 0, None)


def _by_more(activity: Activity) -> Iterable[Recipient]:
    yield from _recipients(activity.subject_id, activity.details.get("round", 0), None)


def _by_what_they_read(activity: Activity) -> Iterable[Recipient]:
    yield from _recipients(activity.details["release"], activity.details.get("round", 0), activity.subject_id)


def _recipients(release: int, round: int, through: int | None) -> Iterable[Recipient]:
    people = told_by(release, round, through).order_by("person").values_list("person", flat=True)
    for pk in people.distinct():
        yield Recipient(pk, VOICE)


def verbs() -> tuple[Verb, ...]:
    return (
        Verb(EXTENDED, gettext_lazy("{actor} added to “{title}”"), recipients=_by_more),
        Verb(DELIVERED_TO, gettext_lazy("Something that {title} asked for is delivered")),
        Verb(BROUGHT, gettext_lazy("“{title}” is delivered"), recipients=_by_what_they_read),
    )


def wordings(notifications: Sequence[Notification]) -> Mapping[int, Wording]:
    """What was delivered and the part one had in it, as far as one reads it now; of who follows alone, what the release
    says."""
    told = {row.pk: _told_to(row) for row in notifications}
    people, releases = {row.recipient for row in notifications}, {what[0] for what in told.values()}
    by_what: dict[_Told, list[Heard]] = {what: [] for what in told.values()}
    for one in Heard.objects.filter(release__in=releases, person__in=people).order_by("pk"):
        if (own := by_what.get((one.release_id, one.round, one.through_id, one.person_id))) is not None:
            own.append(one)
    lines = lines_of([one for own in by_what.values() for one in own], people)
    said = dict(Release.objects.filter(pk__in=releases).values_list("pk", "body_text"))

    def wording(what: _Told) -> Wording:
        if not by_what[what]:
            return Wording(words=excerpt(said.get(what[0], ""), 200), summary=excerpt(said.get(what[0], ""), 600))
        own = [lines[one.pk] for one in by_what[what] if one.pk in lines]
        return Wording(words=" ".join(own), summary="\n".join(own))

    return {pk: wording(what) for pk, what in told.items()}


def _told_to(row: Notification) -> _Told:
    activity, round_ = row.activity, row.activity.details.get("round", 0)
    if activity.verb == BROUGHT:
        return activity.details["release"], round_, activity.subject_id, row.recipient_id
    return activity.subject_id, round_, None, row.recipient_id


def lines_of(heard: Sequence[Heard], people: Iterable[User]) -> dict[int, str]:
    """By row: what it says, as far as its person reads it now. One question for each of ``people``, and one for the
    companies they face."""
    found: dict[int, str] = {}
    faced = {company for one in heard for _part, _entry, *rest in one.parts for company in rest}
    names = names_of_faced({one.person_id for one in heard}, faced)
    for person in people:
        own = [one for one in heard if one.person_id == person.pk]
        numbers = {one.entry_id for one in own} | {entry for one in own for _part, entry, *_rest in one.parts}
        if not numbers:
            continue
        titles = dict(Entry.objects.visible_to(person).published().filter(pk__in=numbers).values_list("pk", "title"))
        for one in own:
            if line := line_of(one, titles, names.get(person.pk, {}), is_customer=person.is_customer):
                found[one.pk] = line
    return found
