"""Taking in a mail that somebody has sent to the house: an answer, a report that mail came back, "no more mails"."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from email.message import EmailMessage
from enum import IntEnum
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.utils import translation
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.accounts.threshold import can_go_on
from intranet.content.files.uploads import store_upload
from intranet.content.kinds import kind_of
from intranet.content.models import Attachment, Entry
from intranet.conversation.actions import add_comment
from intranet.conversation.models import Comment
from intranet.core.decisions import require
from intranet.core.throttle import allow
from intranet.notifications.groups import all_groups
from intranet.notifications.mail import addresses, doors, reading, tokens
from intranet.notifications.mail.bounces import report_in
from intranet.notifications.mail.other_mails import all_other_mails
from intranet.notifications.mail.reading import Reply, Unreadable
from intranet.notifications.mail.stops import Stop
from intranet.realtime.units import action

from .mailing import note_bounce, note_taken, stop_mails
from .reading import mark_read

log = logging.getLogger(__name__)

MOST_BYTES = 40 * 2**20
_WRITES_A_MINUTE = 20


class Outcome(IntEnum):
    """What a mail server is told, by the numbers of sysexits.h."""

    TAKEN = 0
    UNREADABLE = 65
    NO_SUCH_ADDRESS = 67
    LATER = 75


def take_mail(raw: bytes, *, to: str = "") -> Outcome:
    """Deal with one mail for one address of ours; without ``to``, for the first of ours that its head names.

    What comes twice counts once. An answer that cannot be taken is answered, with the reason and with every word that
    was sent, to the proven address of whom the token was made for and to nobody else: whoever forges a sender or finds
    a token reaches no stranger through us. Nothing that a machine wrote is answered.
    """
    if len(raw) > MOST_BYTES:
        return Outcome.UNREADABLE
    try:
        message = reading.parse(raw)
    except Unreadable:
        return Outcome.UNREADABLE
    wanted = [to] if to else reading.recipients(message)
    ours = next((address for address in wanted if addresses.purpose_of(address)[0]), None)
    if ours is None:
        return _at_another_door(raw, message, wanted)
    purpose, token = addresses.purpose_of(ours)
    opened = tokens.open_token(purpose, token)
    if opened is None or len(opened.numbers) != 2:
        return Outcome.NO_SUCH_ADDRESS
    number, about = opened.numbers
    person = User.objects.active().filter(pk=number).first()
    if person is None or not person.is_active or person.is_system:
        return Outcome.NO_SUCH_ADDRESS
    mail = _Mail(message, name=_name_of(raw, message, token))
    match purpose:
        case addresses.BOUNCE:
            return _bounce(mail, person, about) if not opened.expired else Outcome.TAKEN
        case addresses.UNSUBSCRIBE:
            return _unsubscribe(mail, person, about)
    with translation.override(person.language):
        return _reply(mail, person, about, expired=opened.expired)


def _at_another_door(raw: bytes, message: EmailMessage, wanted: Sequence[str]) -> Outcome:
    for address in wanted:
        if (door := doors.door_of(address)) is not None:
            local = doors.local_part(address)
            return Outcome(door.take(doors.Incoming(message, local, _name_of(raw, message, local))))
    return Outcome.NO_SUCH_ADDRESS


class _Mail:
    """A mail, with what tells it from every other."""

    def __init__(self, message: EmailMessage, *, name: str) -> None:
        self.message = message
        self.name = name

    @property
    def client_id(self) -> UUID:
        return uuid5(NAMESPACE_URL, f"mail:{self.name}")


def _reply(mail: _Mail, person: User, entry_id: int, *, expired: bool) -> Outcome:
    message = mail.message
    if reading.is_from_a_machine(message) or _is_our_own(message):
        return Outcome.TAKEN
    said = Reply("", [])
    try:
        said = reading.reply_in(message)
        _must_be_theirs(message, person)
        if expired:
            raise ValidationError(_("This address for answers is more than 60 days old and has run out."))
        _comment(mail, person, entry_id, said)
    except Unreadable:
        _refuse(mail, person, _("It has more text than we take by mail."), said)
    except (ValidationError, PermissionDenied) as refusal:
        _refuse(mail, person, _sentence_of(refusal), said)
    return Outcome.TAKEN


def _must_be_theirs(message: EmailMessage, person: User) -> None:
    """A token lies in every copy of the mail. Who may speak with it writes from an address they have proved."""
    found = reading.senders(message)
    if reading.is_forged(message):
        raise ValidationError(_("Its sender could not be confirmed. Answer from your own mail program."))
    if len(found) == 1 and found[0] in addresses.proven_addresses(person):
        return
    raise ValidationError(
        _("It came from %(address)s, which is not an address of yours here. Answer from %(own)s.")
        % {"address": ", ".join(found)[:200] or "?", "own": person.email}
    )


@action
def _comment(mail: _Mail, person: User, entry_id: int, said: Reply) -> None:
    """All of it or nothing; the files that are not taken are named in a mail of their own."""
    if Entry.objects.filter(author=person, client_id=mail.client_id).exists():
        return
    require(can_go_on(person))
    require(allow(f"mail_in:{person.pk}", limit=_WRITES_A_MINUTE, per_seconds=60))
    entry = Entry.objects.visible_to(person).select_related("root", "space").filter(pk=entry_id).first()
    root = (entry.root or entry) if entry is not None else None
    if entry is None or root is None or not Entry.objects.visible_to(person).filter(pk=root.pk).exists():
        raise ValidationError(_("What you answered is no longer there, or no longer for you to read."))
    if not said.text and not said.files:
        raise ValidationError(_("We found nothing in it but the mail it answers."))
    files, refused = _files_of(said, person)
    sent: dict[str, Any] = {
        "by": person,
        "body": said.text,
        "client_id": mail.client_id,
        "attachment_ids": [file.pk for file in files],
    }
    if (answer := kind_of(entry).answer) is not None:
        answer(entry, **sent)
    else:
        parent = Comment.objects.filter(pk=entry.pk, state=Entry.State.PUBLISHED).first() if entry.root_id else None
        add_comment(root, parent=parent, **sent)
    mark_read(by=person, subjects=[entry.root_key])
    if refused:
        _write_back(
            mail, person, _("What you wrote is there, without some of its files."), lines=refused, said=Reply("", [])
        )


def _files_of(said: Reply, person: User) -> tuple[list[Attachment], list[str]]:
    """The files that could be taken, and a line for each that could not."""
    files, refused = [], []
    for sent in said.files:
        try:
            files.append(store_upload(ContentFile(sent.content, name=sent.name), by=person, name=sent.name))
        except (ValidationError, PermissionDenied) as refusal:
            refused.append(f"{sent.name}: {_sentence_of(refusal)}")
    return files, refused


def _bounce(mail: _Mail, person: User, address: int) -> Outcome:
    report = report_in(mail.message)
    if report is not None and address == tokens.number_of(person.email) and note_taken(mail.name):
        note_bounce(person, why=report.why, said=report.said)
    return Outcome.TAKEN


def _unsubscribe(mail: _Mail, person: User, group: int) -> Outcome:
    names = [*(one.name for one in all_groups()), *(one.name for one in all_other_mails())]
    found = next((name for name in names if tokens.number_of(name) == group), None)
    if found is not None and not _is_our_own(mail.message):
        stop_mails(Stop(person.pk, found, 0), what="group")
    return Outcome.TAKEN


def _refuse(mail: _Mail, person: User, why: str, said: Reply) -> None:
    log.info("An answer by mail of %s was not taken: %s", person.pk, why)
    _write_back(mail, person, _("Your answer by mail was not taken."), lines=[why], said=said)


@action
def _write_back(mail: _Mail, person: User, sentence: str, *, lines: Sequence[str], said: Reply) -> None:
    """Tell the person, once. What they wrote goes back with it, so that nothing is lost."""
    from intranet.notifications.jobs import mail_back  # noqa: PLC0415 - the job sends what actions wrote

    if not note_taken(mail.name):
        return
    mail_back.enqueue(
        person=person.pk,
        sentence=sentence,
        lines=list(lines),
        text=said.text[:50_000],
        files=[file.name for file in said.files][:50],
        answers=reading.name_of(mail.message),
    )


def _is_our_own(message: EmailMessage) -> bool:
    """One of our mails, come back to us by some rule for forwarding."""
    return reading.name_of(message).endswith(f"@{addresses.host()}>") and "notification." in reading.name_of(message)


def _name_of(raw: bytes, message: EmailMessage, token: str) -> str:
    """A digest of its Message-ID and of the address it came to; of the whole mail where it has no id."""
    name = reading.name_of(message)
    return hashlib.sha256(name.encode() + b"\0" + token.encode() if name else raw).hexdigest()


def _sentence_of(refusal: Exception) -> str:
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
