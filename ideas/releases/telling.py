"""What those are told who had a part in what was delivered: one message, with their own part named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

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
from .lines import line_of

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
        Verb(BROUGHT, gettext_lazy("“{title}” is delivered"), recipients=_by_what_they_read),
    )


def wordings(notifications: Sequence[Notification]) -> Mapping[int, Wording]:
    """What was delivered and the part one had in it, as far as one reads it now: two questions for each reader."""
    return {row.pk: _wording(row) for row in notifications}


def _wording(row: Notification) -> Wording:
    activity = row.activity
    release, round_, through = activity.subject_id, activity.details.get("round", 0), None
    if activity.verb == BROUGHT:
        release, through = activity.details["release"], activity.subject_id
    heard = list(told_by(release, round_, through).filter(person=row.recipient_id).order_by("pk"))
    if not heard:
        said = Release.objects.filter(pk=release).values_list("body_text", flat=True).first() or ""
        return Wording(words=excerpt(said, 200), summary=excerpt(said, 600))
    lines = lines_for(row.recipient, heard)
    return Wording(words=" ".join(lines), summary="\n".join(lines))


def lines_for(person: User, heard: Sequence[Heard]) -> list[str]:
    """What each of these says, as far as the person reads it now."""
    numbers = {one.entry_id for one in heard} | {entry for one in heard for _part, entry in one.parts}
    titles = dict(Entry.objects.visible_to(person).published().filter(pk__in=numbers).values_list("pk", "title"))
    return [line for one in heard if (line := line_of(one, titles, is_customer=person.is_customer))]
