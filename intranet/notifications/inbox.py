"""What the inbox shows: notifications grouped by what they are about, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from intranet.accounts.models import User
from intranet.activity import verbs
from intranet.content import floors
from intranet.content.models import Entry
from intranet.content.references import told_in
from intranet.content.stances import blocked_by
from intranet.content.unknown_spaces import leave_out
from intranet.conversation.reminders.reading import attach_notes
from intranet.core.pagination import keyset_page
from intranet.core.prepared import prepared
from intranet.core.text import excerpt
from intranet.spaces.audiences import audiences_of, standing_in
from intranet.spaces.models import Space

from . import groups, subjects, wordings
from .groups import Group
from .models import Notification, NotificationQuerySet

PAGE = 25
# Of one subject, the rows that are looked at for names.
MOST_OF_ONE = 50
# Where in a space one does what a notification asks for.
_PAGE_OF = {
    "spaces.space.asked": "spaces:members",
    "spaces.space.declined": "spaces:about",
    "spaces.pilot.ending": "spaces:pilot",
    "spaces.pilot.ended": "spaces:pilot",
    "spaces.pilot.unanswered": "spaces:pilot",
}


@dataclass
class Thread:
    """Everything lately said to one person about one thing. ``lead`` is what its line speaks of: the newest, or a
    mention that has not been read."""

    newest: Notification
    lead: Notification
    sentence: str
    excerpt: str
    actors: list[Any] = field(default_factory=list)
    unread: int = 0
    place: str = ""
    space: Space | None = None

    @property
    def subject(self) -> str:
        return self.newest.subject

    @property
    def group(self) -> Group | None:
        return groups.find(self.lead.group)

    @property
    def state(self) -> str:
        """Changes with whatever its line shows: a page that has it need not draw it again."""
        return f"{self.newest.pk}-{self.unread}"


@dataclass(frozen=True)
class InboxPage:
    threads: list[Thread]
    next: str | None


def page_of(
    person: User, *, cursor: str | None = None, only_unread: bool = False, group: str = "", size: int = PAGE
) -> InboxPage:
    """One page of the inbox in a fixed number of queries. What may no longer be read is not in it."""
    mine = Notification.objects.of(person).readable_by(person).without_blocked(person)
    if group:
        mine = mine.filter(group=group)
    if only_unread:
        mine = mine.unread()
    newest_of_each = mine.order_by().values("subject").annotate(newest=Max("pk")).values("newest")
    page = keyset_page(Notification.objects.filter(pk__in=newest_of_each), by=("-pk",), cursor=cursor, size=size)
    found = _threads_about([notification.subject for notification in page.items], mine, person)
    return InboxPage(found, page.next)


def groups_in(person: User) -> list[Group]:
    """The kinds of which something stands in this inbox. One query."""
    found = set(Notification.objects.of(person).order_by().values_list("group", flat=True).distinct())
    return [group for group in groups.all_groups() if group.name in found]


def thread_about(person: User, subject: str) -> Thread | None:
    """One line of the inbox, as it is now."""
    mine = Notification.objects.of(person).readable_by(person).without_blocked(person)
    return next(iter(_threads_about([subject], mine, person)), None)


def newest_unread(person: User, *, most: int) -> list[tuple[str, int]]:
    """(subject, newest notification) of what is unread, newest first: at most so many, in one query."""
    if blocked_by(person) or floors.has_any(person):
        return list(_newest_unread_of(person, most))
    return _newest_unread(person=person.pk, audiences=audiences_of(person), most=most)


def _newest_unread_of(person: User, most: int) -> QuerySet[Any, Any]:
    unread = Notification.objects.of(person).readable_by(person).without_blocked(person).unread()
    rows = unread.order_by().values_list("subject").annotate(newest=Max("pk"))
    return rows.order_by("-newest")[:most]


@prepared(person=int, audiences=[str])
def _newest_unread(*, person: int, audiences: Iterable[str], most: int) -> QuerySet[Any, Any]:
    reader: Any = standing_in(person, audiences)
    rows = Notification.objects.of(reader).readable_by(reader).unread()
    return rows.order_by().values_list("subject").annotate(newest=Max("pk")).order_by("-newest")[:most]


def threads_of(person: User, newest: list[tuple[str, int]]) -> list[Thread]:
    """The unread threads that ``newest_unread`` has found."""
    if not newest:
        # Putting the question together costs more than most of what else a page asks.
        return []
    unread = Notification.objects.of(person).readable_by(person).without_blocked(person).unread()
    return _threads_about([subject for subject, _newest in newest], unread, person)


def _threads_about(about: list[str], mine: NotificationQuerySet, reader: User) -> list[Thread]:
    if not about:
        return []
    said: dict[str, list[Notification]] = {subject: [] for subject in about}
    counts: dict[str, int] = {}
    rows = mine.filter(subject__in=about).annotate(
        unread_rows=Window(Count("pk", filter=Q(read_at__isnull=True)), partition_by=F("subject")),
        nth=Window(RowNumber(), partition_by=F("subject"), order_by="-activity_id"),
    )
    # Of each so many, so that one about which much is said takes no place from the others.
    rows = rows.filter(nth__lte=MOST_OF_ONE).select_related("activity__actor", "entry__root", "entry__space")
    # In the order in which it happened; what tells of it may overtake each other.
    for notification in rows.order_by("-activity_id"):
        said[notification.subject].append(notification)
        counts[notification.subject] = notification.unread_rows
    attach_notes(notification for rows_of_one in said.values() for notification in rows_of_one)
    wordings.attach(notification for rows_of_one in said.values() for notification in rows_of_one)
    without_unknown_spaces([notification for rows_of_one in said.values() for notification in rows_of_one], reader)
    name_references([notification for rows_of_one in said.values() for notification in rows_of_one], reader)
    spaces, names = _spaces_named_in(about), subjects.names_of(about, reader)
    return [
        _thread(said[subject], spaces.get(subject), names.get(subject, ""), unread=counts[subject])
        for subject in about
        if said[subject]
    ]


def sentence_of(notifications: Sequence[Notification]) -> str:
    """What the inbox says of these, all about one subject, oldest first: "Ada and 2 others commented on …"."""
    return thread_of(notifications).sentence


def thread_of(notifications: Sequence[Notification]) -> Thread:
    """These, all about one subject and oldest first, as one line of the inbox."""
    rows = list(reversed(notifications))
    attach_notes(rows)
    wordings.attach(rows)
    without_unknown_spaces(rows, rows[0].recipient)
    name_references(rows, rows[0].recipient)
    subject = rows[0].subject
    name = subjects.names_of([subject], rows[0].recipient).get(subject, "")
    unread = sum(row.read_at is None for row in rows)
    return _thread(rows, _spaces_named_in([subject]).get(subject), name, unread=unread)


def without_unknown_spaces(notifications: Sequence[Notification], reader: User) -> None:
    """What may be read by more people than know of its space does not name it to them here, either."""
    entries = [one.entry for one in notifications if one.entry is not None]
    leave_out([*entries, *(entry.root for entry in entries if entry.root is not None)], reader)


def name_references(notifications: Sequence[Notification], reader: User) -> None:
    """What their words point at by number is called by its title, where this reader may know it."""
    entries = list({one.entry.entry_id: one.entry for one in notifications if one.entry is not None}.values())
    pointing = [entry for entry in entries if "#" in entry.body_text]
    words = told_in([entry.body_text for entry in pointing], reader)
    told = dict(zip((entry.entry_id for entry in pointing), words, strict=True))
    for notification in notifications:
        entry: Any = notification.entry
        if entry is not None and entry.entry_id in told:
            entry.told = told[entry.entry_id]


def target_of(notification: Notification, space: Space | None = None) -> str:
    """Where a press on the notification leads; ``space`` is the one it is about, where that has been read already."""
    if address := subjects.leads_to(notification):
        return address
    if (wording := wordings.wording_of(notification)) is not None and wording.leads:
        return wording.leads
    if notification.entry is not None:
        return notification.entry.get_absolute_url()
    if notification.activity.verb == "spaces.space.invited":
        return reverse("spaces:invitation", args=[notification.activity.details["request"]])
    if notification.activity.verb == "spaces.person.followed":
        return reverse("spaces:directory") + "?show=mine"
    if notification.subject.startswith("space_"):
        space = space or Space.objects.filter(pk=notification.activity.subject_id).first()
        if space is not None and (page := _PAGE_OF.get(notification.activity.verb)):
            return reverse(page, args=[space.slug])
        return space.get_absolute_url() if space else "/"
    # What is no entry and no space says itself where it is looked at.
    return str(notification.activity.details.get("page", "/"))


def _spaces_named_in(about: list[str]) -> dict[str, Space]:
    ids = [int(subject.rpartition("_")[2]) for subject in about if subject.startswith("space_")]
    return {space.key: space for space in Space.objects.filter(pk__in=ids)}


def _thread(rows: list[Notification], space: Space | None, name: str, *, unread: int) -> Thread:
    newest = rows[0]
    lead = next((row for row in rows if row.reason == "mention" and row.read_at is None), newest)
    # Those who did the same: who has reacted is not said to have commented.
    same = [row for row in rows if _sort_of(row) == _sort_of(lead)]
    actors = list(dict.fromkeys(actor for row in same for actor in _who_did(row)))
    entry = lead.entry
    return Thread(
        newest=newest,
        lead=lead,
        sentence=_sentence(lead, actors, space, name),
        excerpt=excerpt(words_of(lead), 160),
        actors=actors,
        unread=unread,
        place=entry.space.name if entry is not None and entry.space is not None and not name else "",
        space=space,
    )


def _who_did(notification: Notification) -> list[Any]:
    together = notification.wording.also if notification.wording is not None else ()
    return [actor for actor in (notification.activity.actor, *together) if actor is not None]


def _sort_of(notification: Notification) -> tuple[str, str]:
    """Comments on one post are one sort, whether they answer or are followed; a mention is another."""
    return notification.activity.verb, notification.reason if notification.reason in ("mention", "team") else ""


def words_of(notification: Notification) -> str:
    """What a moderator gave as the reason, or one wrote for oneself; else the words themselves, else the message that
    came with it."""
    details = notification.activity.details
    if notification.note:
        return notification.note
    if notification.wording is not None:
        return notification.wording.words
    if notification.entry is None:
        return str(details.get("message", ""))
    if notification.activity.verb.endswith((".hidden", ".deleted")):
        return str(details.get("reason", ""))
    told: str = getattr(notification.entry, "told", notification.entry.body_text)
    return told


_OWN_SENTENCES = {
    "mention": _("{actor} mentioned you in “{title}”"),
    "team": _("{actor} mentioned a team of yours in “{title}”"),
}


def _sentence(notification: Notification, actors: list[Any], space: Space | None, name: str) -> str:
    verb = verbs.known(notification.activity.verb)
    names = _names(actors)
    entry = notification.entry
    title = name or (_title_of(entry) if entry is not None else str(space or notification.activity.label))
    sentence = subjects.sentence_for(notification.subject, notification.reason) if name else None
    sentence = sentence or _OWN_SENTENCES.get(notification.reason) or (verb.sentence if verb is not None else "{title}")
    return verbs.fill_in(sentence, actor=names, title=title, several=len(actors) > 1)


def _title_of(entry: Entry) -> str:
    stands_for = entry.root if entry.root is not None else entry
    return excerpt(str(stands_for), 60)


def _names(actors: list[Any]) -> str:
    if not actors:
        return "Portico"
    first, others = actors[0].name, len(actors) - 1
    if not others:
        return first
    return ngettext("%(first)s and %(others)s other", "%(first)s and %(others)s others", others) % {
        "first": first,
        "others": others,
    }
