"""From what is told to one person about one subject to one mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.kinds import kind_of
from intranet.content.models import Entry
from intranet.content.policies import can_comment
from intranet.core.difference import Piece
from intranet.core.letters import dress, letter, one_line, unlinked
from intranet.core.models import SiteSettings
from intranet.core.text import excerpt
from intranet.notifications import groups, inbox, subjects
from intranet.notifications.groups import Group
from intranet.notifications.models import Notification

from . import addresses
from .marks import mark
from .stops import stop_url

MOST_SHOWN = 10
_LONGEST = 900
_MOST_LINES = 14


@dataclass(frozen=True)
class Changed:
    """A line that changed: its pieces for HTML, and for plain text the line as it was and as it is."""

    pieces: Sequence[Piece]

    @property
    def before(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.change != "added").strip()

    @property
    def after(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.change != "removed").strip()


@dataclass(frozen=True)
class Said:
    """One of the things that are told: who, when, which words."""

    who: str
    initials: str
    when: str
    # What else it is than what the mail speaks of; empty for the same.
    deed: str
    lines: list[str]
    is_cut: bool
    # What changed, where that is what is told.
    changes: Sequence[Changed] = ()


def mail_for(person: User, notifications: Sequence[Notification]) -> EmailMultiAlternatives:
    """One mail for all of these, which are about one subject; in the language and time zone that are active."""
    inbox.without_unknown_spaces(notifications, person)
    lead = _lead(notifications)
    root = _root_of(lead)
    group = groups.find(lead.group) or groups.group_of(lead.activity.verb, lead.reason)
    answered = _answered(person, notifications)
    context = {
        "headline": _sentence(notifications),
        "place": root.space.name if root is not None and root.space is not None else "",
        "said": [_said(row, lead) for row in notifications[-MOST_SHOWN:]],
        "more": max(len(notifications) - MOST_SHOWN, 0),
        "url": settings.SITE_URL + inbox.target_of(lead),
        "why": why(lead, group),
        "mark": mark() if answered is not None else "",
        "preferences_url": settings.SITE_URL + reverse("notifications:preferences"),
        "stop_url": stop_url(person, group.name, _stopped(root)),
        "group": group,
    }
    text, html = letter("notifications/told", context)
    message = EmailMultiAlternatives(
        _subject(lead, root, person),
        text,
        addresses.bounce_address(person) if addresses.takes_mail() else settings.DEFAULT_FROM_EMAIL,
        [person.email],
        headers=_headers(person, notifications, root, group, answered),
    )
    dress(message, html)
    return message


def message_id(notification: Notification) -> str:
    """The same however often it is tried, so that a second copy is known for one."""
    return f"<notification.{notification.pk}.{notification.recipient_id}@{addresses.host()}>"


def thread_id(subject: str) -> str:
    """What all mails about one subject refer to: so a mail program shows them together."""
    return f"<{subject}@{addresses.host()}>"


def why(lead: Notification, group: Group) -> str:
    """Why this person gets it, as a sentence."""
    match lead.reason:
        case "mention":
            return _("You get this because somebody named you.")
        case "team":
            return _("You get this because a space you are in was named.")
        case "reply" | "comment" | "author":
            return _("You get this because it answers something you wrote.")
        case "reaction":
            return _("You get this because somebody reacted to what you wrote.")
        case "watching":
            return _("You get this because you take part in this discussion or follow it.")
        case "space":
            return _("You get this because you want to hear everything new in this space.")
    return _("You get this because “%(group)s” comes to you by mail.") % {"group": group.label}


def _lead(notifications: Sequence[Notification]) -> Notification:
    """What the mail speaks of: a mention before anything else, as in the inbox."""
    newest_first = list(reversed(notifications))
    return next((row for row in newest_first if row.reason == "mention"), newest_first[0])


def _root_of(notification: Notification) -> Entry | None:
    entry = notification.entry
    return entry.root or entry if entry is not None else None


def _stopped(root: Entry | None) -> Entry | None:
    """The discussion whose mails one may end by themselves: of what is said in a room, none."""
    return root if root is not None and kind_of(root).takes_comments else None


def _subject(lead: Notification, root: Entry | None, person: User) -> str:
    """The same for all that is said about one thing, since mail programs gather by it too."""
    sort, name = subjects.sort_of(lead.subject), subjects.names_of([lead.subject], person).get(lead.subject)
    if sort is not None and name:
        return one_line(str(sort.heading) % {"name": name})
    if root is None:
        return one_line(inbox.sentence_of([lead]))
    title = excerpt(str(root), 90)
    named = f"{title} · {root.space.name}" if root.space is not None else title
    return one_line(named if lead.entry_id == root.pk and _is_new(lead) else f"Re: {named}")


def _is_new(notification: Notification) -> bool:
    return notification.activity.verb.endswith(".published")


def _sentence(notifications: Sequence[Notification]) -> str:
    return _unlink_names(inbox.sentence_of(notifications), notifications)


def _unlink_names(sentence: str, notifications: Sequence[Notification]) -> str:
    for row in notifications:
        if row.activity.actor is not None:
            sentence = sentence.replace(row.activity.actor.name, unlinked(row.activity.actor.name))
    return sentence


def _said(row: Notification, lead: Notification) -> Said:
    actor = row.activity.actor
    name = actor.name if actor is not None else SiteSettings.current().name
    lines, is_cut = _shortened(row.wording.summary if row.wording is not None else inbox.words_of(row))
    return Said(
        who=unlinked(name),
        initials=actor.initials if actor is not None else name[:1].upper(),
        when=_moment(row.activity.created_at),
        deed=_deed(row, lead),
        lines=lines,
        is_cut=is_cut,
        changes=[Changed(pieces) for pieces in row.wording.changes] if row.wording is not None else (),
    )


def _deed(row: Notification, lead: Notification) -> str:
    if (row.activity.verb, row.reason) == (lead.activity.verb, lead.reason):
        return ""
    match row.reason:
        case "mention":
            return _("names you")
        case "team":
            return _("names a team of yours")
    return "" if row.activity.verb == lead.activity.verb else _sentence([row])


def _moment(moment: datetime) -> str:
    return date_format(localtime(moment), "j F Y, H:i")


def _shortened(words: str) -> tuple[list[str], bool]:
    """The first lines of it, none of them empty, and whether there is more."""
    lines: list[str] = []
    left = _LONGEST
    for line in (line.strip() for line in words.splitlines()):
        if not line:
            continue
        if left <= 0 or len(lines) == _MOST_LINES:
            return lines, True
        lines.append(excerpt(line, left) if len(line) > left else line)
        left -= len(line)
    return lines, left < 0


def _answered(person: User, notifications: Sequence[Notification]) -> Entry | None:
    """The entry that an answer by mail is to: the newest that may be answered, or None."""
    if not addresses.takes_mail():
        return None
    for row in reversed(notifications):
        if row.entry is None or row.activity.verb.endswith((".hidden", ".deleted")):
            continue
        root = row.entry.root or row.entry
        if (own := kind_of(row.entry).may_answer) is not None:
            if own(person, row.entry):
                return row.entry
            continue
        if kind_of(root).takes_comments and can_comment(person, root):
            return row.entry
    return None


def _headers(
    person: User, notifications: Sequence[Notification], root: Entry | None, group: Group, answered: Entry | None
) -> dict[str, Any]:
    newest = notifications[-1]
    stop = f"<{stop_url(person, group.name, _stopped(root))}>"
    if addresses.takes_mail():
        stop += f", <mailto:{addresses.unsubscribe_address(person, group.name)}>"
    headers = {
        "From": _from(notifications),
        "Message-ID": message_id(newest),
        "In-Reply-To": thread_id(newest.subject),
        "References": thread_id(newest.subject),
        "List-Id": f"<{group.name}.{addresses.host()}>",
        "List-Unsubscribe": stop,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if answered is not None:
        headers["Reply-To"] = addresses.reply_address(person, answered)
    return headers


def _from(notifications: Sequence[Notification]) -> str:
    """ "Ada Bianchi (Meridiana)", from the one address of the house."""
    actors = [row.activity.actor for row in notifications if row.activity.actor is not None]
    return addresses.from_house(one_line(unlinked(actors[-1].name), 80) if actors else "")
