"""What becomes of mail that comes back, and of presses on "Stop these mails"."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions.stances import let_be, mute
from intranet.content.models import Entry, Stance
from intranet.core.decisions import require
from intranet.notifications.groups import all_groups
from intranet.notifications.mail.other_mails import all_other_mails
from intranet.notifications.mail.other_mails import find as find_other
from intranet.notifications.mail.stops import Stop, Undo
from intranet.notifications.models import MailTrouble, Preference, TakenMail
from intranet.notifications.policies import can_choose
from intranet.notifications.verbs import MAIL_STOPPED, MAIL_WORKS_AGAIN
from intranet.realtime.units import action

from .wishing import set_preference

MAIL = "mail"
# How often it may come back, within how long, before nothing is sent there any more.
MOST = {MailTrouble.Why.HARD: 2, MailTrouble.Why.SOFT: 5, MailTrouble.Why.COMPLAINT: 1}
WINDOW = timedelta(days=30)
_REMEMBERED = 300


@action
def note_bounce(person: User, *, why: str, said: str = "") -> bool:
    """A mail to this person, at their present address, came back. True when that was one time too many."""
    moment = now()
    trouble = MailTrouble.objects.select_for_update().filter(person=person).first()
    if trouble is None:
        trouble = MailTrouble(person=person)
    if trouble.address != person.email or (trouble.stopped_at is None and _is_stale(trouble, moment)):
        trouble.address, trouble.since, trouble.stopped_at = person.email, moment, None
        trouble.hard = trouble.soft = 0
    if why == MailTrouble.Why.SOFT:
        trouble.soft += 1
    else:
        trouble.hard += 1
    trouble.why, trouble.last_at = why, moment
    trouble.said = " ".join(said.split())[:_REMEMBERED]
    count = trouble.soft if why == MailTrouble.Why.SOFT else trouble.hard
    stops = trouble.stopped_at is None and count >= MOST[MailTrouble.Why(why)]
    if stops:
        trouble.stopped_at = moment
    trouble.save()
    if stops:
        record(MAIL_STOPPED, by=User.objects.system(), on=person, why=why, page="/settings/notifications/")
    return stops


@action
def mail_works_again(*, by: User) -> bool:
    """The person says that their address takes mail. False when nobody doubted it."""
    require(can_choose(by))
    if not MailTrouble.objects.filter(person=by).delete()[0]:
        return False
    record(MAIL_WORKS_AGAIN, by=by, on=by)
    return True


@action
def stop_mails(stop: Stop, *, what: str) -> Undo | None:
    """Do what a signed address allows: end the mails of its group ("group"), all mails ("all"), or whatever is said in
    its discussion ("thing"). Who has it may do that, signed in or not. None where there was nothing to end."""
    person = User.objects.active().filter(pk=stop.person).first()
    if person is None:
        return None
    if what == "thing":
        return _mute(person, stop.entry)
    wanted = [group.name for group in all_groups() if what == "all" or group.name == stop.group]
    ended = [name for name in wanted if set_preference(by=person, group=name, channel=MAIL, wanted=False)]
    others = [mail for mail in all_other_mails() if what == "all" or mail.name == stop.group]
    # With what stood before, which is put back by whoever takes the press back.
    ended += [f"{mail.name}={before}" for mail in others if (before := mail.end(person))]
    return Undo(person.pk, ended, 0) if ended else None


@action
def undo_stop(undo: Undo) -> None:
    """Put back what one press has ended, and nothing else."""
    person = User.objects.active().filter(pk=undo.person).first()
    if person is None:
        return
    known = {group.name for group in all_groups()}
    for name in undo.groups:
        other, _sep, before = name.partition("=")
        if before and (mail := find_other(other)) is not None:
            mail.again(person, before)
        if name in known and Preference.objects.filter(person=person, group=name, channel=MAIL, wanted=False).exists():
            set_preference(by=person, group=name, channel=MAIL, wanted=True)
    if undo.entry and (entry := Entry.objects.filter(pk=undo.entry).first()) is not None:
        let_be(entry, by=person, way=Stance.Way.MUTE)


@action
def note_taken(digest: str) -> bool:
    """Write down that this mail has been dealt with. False when it had been before."""
    return TakenMail.objects.get_or_create(digest=digest)[1]


@action
def forget_taken(*, older_than: datetime) -> int:
    return TakenMail.objects.filter(taken_at__lt=older_than).delete()[0]


def _mute(person: User, entry_id: int) -> Undo | None:
    entry = Entry.objects.visible_to(person).filter(pk=entry_id).first()
    if entry is None:
        return None
    return Undo(person.pk, [], entry.pk) if mute(entry, by=person) else None


def _is_stale(trouble: MailTrouble, moment: datetime) -> bool:
    return trouble.since is None or moment - trouble.since > WINDOW
