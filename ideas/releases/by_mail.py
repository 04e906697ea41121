"""Closing the loop for those who have no account: who wrote to us by mail, or left an address with what they said of
a page. They are told of what everybody reads, once, with their own part named and a way out.

An address and an account whose address it is are the same mailbox: what one was told of, the other is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.timezone import now
from django.utils.translation import gettext as _

from ideas.models import Correspondent, Heard, HeardByMail, Meaning, Release, StatusChange
from intranet.accounts.models import User, normal_email
from intranet.content.actions import hold
from intranet.content.kinds import real
from intranet.content.models import Entry
from intranet.content.voices import Addressed, Voice, addressed_for, tell_told, titles_known_to
from intranet.core.letters import one_line
from intranet.core.models import SiteSettings
from intranet.core.text import excerpt
from intranet.notifications.mail.lists import MailList, in_language_of
from intranet.realtime.units import action, step

from .jobs import mail_delivered, mail_parts
from .lines import line_of
from .occasion import Occasion

PORTION = 50
# So long an idea put among what is delivered by mistake can be taken back before anybody outside hears of it.
PAUSE = timedelta(minutes=10)


class PartList(MailList):
    """Nobody asked to be on it. Who leaves is kept by a digest, and written to no more."""

    def _left(self, pk: int) -> None:
        Correspondent.objects.filter(pk=pk, left_at=None).update(left_at=now(), email="")


PARTS = PartList(
    key="ideas.parts",
    name="part",
    model=lambda: Correspondent,
    confirm_view="ideas:parts-leave",
    leave_view="ideas:parts-leave",
    asked="",
    subject=lambda: _("What became of what you told %(site)s") % {"site": SiteSettings.current().name},
)


def heard_before(entry: Entry, people: Collection[int]) -> set[int]:
    """Those of these people who were told of it by mail before they had, or claimed, an account."""
    found = dict(_mailboxes_of(people))
    digests = {_digest(email): person for email, person in found.items()}
    told = HeardByMail.objects.filter(entry=entry.pk, correspondent__digest__in=digests)
    return {digests[digest] for digest in told.values_list("correspondent__digest", flat=True)}


@step
def write_down(occasion: Occasion, entries: Mapping[int, Entry], voices: Collection[Voice]) -> None:
    """Who will be written to, of what guests read now."""
    public = set(
        Entry.objects.visible_to(AnonymousUser()).published().filter(pk__in=entries).values_list("pk", flat=True)
    )
    parts: dict[tuple[str, int], list[Addressed]] = {}
    for one in addressed_for(public, voices):
        parts.setdefault((normal_email(one.email), one.of), []).append(one)
    told = _told_as_accounts({email for email, _of in parts}, public)
    wanted = {key: said for key, said in parts.items() if key not in told}
    if not wanted:
        return
    known = _correspondents({email: said[0].language for (email, _of), said in wanted.items()})
    rows = [
        HeardByMail(
            correspondent=known[email],
            entry_id=of,
            parts=[[x.part, x.entry] for x in said],
            **occasion.columns,
        )
        for (email, of), said in wanted.items()
        if email in known
    ]
    if not rows:
        return
    HeardByMail.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    if occasion.release is not None:
        mail_parts.enqueue(release_id=occasion.release.pk, round=occasion.round)
    elif occasion.change is not None:
        mail_delivered.enqueue_at(now() + PAUSE, change_id=occasion.change.pk)


def of_release(release_id: int, round: int) -> Occasion | None:
    release = Release.objects.filter(pk=release_id).first()
    return Occasion(by=release.author_id, release=release, round=round) if release is not None else None


@action
def of_change(change_id: int) -> Occasion | None:
    """None when it was taken back before anybody was written to: then the next time it is delivered is the first."""
    change = StatusChange.objects.filter(pk=change_id).select_related("idea").first()
    if change is None:
        return None
    hold(change.idea)
    change.idea.refresh_from_db(fields=["status"])
    occasion = Occasion(by=change.by_id, change=change)
    if change.idea.status.meaning == Meaning.DELIVERED:
        return occasion
    occasion.heard_by_mail().filter(sent_at=None).delete()
    return None


def mail_portion(occasion: Occasion, after: int) -> int:
    """Write to the next few; the number of the last, or 0 when nobody is left. What they may read, and whether they
    were told otherwise meanwhile, is asked anew."""
    waiting = occasion.heard_by_mail().filter(sent_at=None, correspondent__gt=after)
    numbers = waiting.order_by("correspondent").values_list("correspondent", flat=True).distinct()[:PORTION]
    portion = list(Correspondent.objects.filter(pk__in=list(numbers)).order_by("pk"))
    for one in portion:
        rows = list(waiting.filter(correspondent=one).order_by("pk"))
        if one.left_at is None:
            _write_to(one, occasion, rows)
        HeardByMail.objects.filter(pk__in=[row.pk for row in rows]).update(sent_at=now())
        tell_told(one.email, [row.entry_id for row in rows])
    return portion[-1].pk if portion else 0


def _write_to(one: Correspondent, occasion: Occasion, rows: list[HeardByMail]) -> None:
    told = _told_as_accounts({one.email}, {row.entry_id for row in rows})
    rows = [row for row in rows if (one.email, row.entry_id) not in told]
    numbers = {row.entry_id for row in rows} | {entry for row in rows for _part, entry, *_rest in row.parts}
    public = Entry.objects.visible_to(AnonymousUser()).published()
    entries = {entry.pk: entry for entry in public.filter(pk__in=numbers)}
    titles = titles_known_to(one.email, numbers - entries.keys()) | {pk: entry.title for pk, entry in entries.items()}
    with in_language_of(one):
        said = [line_of(row, titles, is_customer=True) for row in rows if row.entry_id in entries]
        if not said:
            return
        release = public.filter(pk=occasion.release.pk).first() if occasion.release is not None else None
        through = release or entries[next(r.entry_id for r in rows if r.entry_id in entries)]
        url = settings.SITE_URL + real(through).get_absolute_url()
        context = {"lines": said, "title": through.title, "url": url}
        subject = one_line(excerpt(through.title, 120))
        PARTS.send(one, "ideas/part", subject, context, name=f"part.{occasion.name}.{one.pk}")


def _correspondents(languages: Mapping[str, str]) -> dict[str, Correspondent]:
    """Those of these addresses that have not left, written down where they were not."""
    digests = {_digest(email): email for email in languages}
    new = [Correspondent(digest=digest, email=email, language=languages[email]) for digest, email in digests.items()]
    Correspondent.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    found = Correspondent.objects.filter(digest__in=digests, left_at=None)
    return {digests[one.digest]: one for one in found}


def _told_as_accounts(emails: Collection[str], entries: Collection[int]) -> set[tuple[str, int]]:
    """Which of these addresses belong to an account that is told of the entry itself."""
    people = dict(User.objects.active().filter(email__in=emails).values_list("pk", "email"))
    proven = EmailAddress.objects.filter(verified=True, email__in=emails, user__is_active=True)
    people |= dict(proven.values_list("user", "email"))
    heard = Heard.objects.filter(person__in=people, entry__in=entries).values_list("person", "entry")
    return {(normal_email(people[person]), entry) for person, entry in heard}


def _mailboxes_of(people: Collection[int]) -> Iterable[tuple[str, int]]:
    yield from User.objects.filter(pk__in=people).values_list("email", "pk")
    yield from EmailAddress.objects.filter(verified=True, user__in=people).values_list("email", "user")


def _digest(email: str) -> str:
    return hashlib.sha256(normal_email(email).encode()).hexdigest()
