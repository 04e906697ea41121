"""A mail to the centre: a new enquiry at the address of a desk, an answer at that of a thread, a mail that came back.

Whoever writes to a desk writes as a staged account, also from the address of somebody who has one here: a sender can be
forged, and answers go to that address alone, so nothing is gained by it. Whose address it is brings the thread into
their own centre with one press.
"""

from __future__ import annotations

import logging
from uuid import NAMESPACE_URL, UUID, uuid5

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.utils import translation
from django.utils.translation import gettext as _

from forum.actions.centre import open_enquiry, reply
from forum.actions.centre_staged import note_trouble, staged_account
from forum.models import Enquiry, StagedAccount
from intranet.accounts.models import User, normal_email
from intranet.accounts.threshold import can_go_on
from intranet.content.files.uploads import store_upload
from intranet.core.letters import one_line
from intranet.core.models import SiteSettings
from intranet.core.throttle import allow
from intranet.notifications.actions.receiving import Outcome
from intranet.notifications.mail import reading
from intranet.notifications.mail.addresses import host
from intranet.notifications.mail.bounces import report_in
from intranet.notifications.mail.doors import Incoming
from intranet.notifications.mail.reading import Reply as Said
from intranet.notifications.models import MailTrouble
from intranet.realtime.units import action

from .addresses import Meant, desk_at, meant_by
from .letters import ours

log = logging.getLogger(__name__)

MOST_AN_HOUR = 20


def take(mail: Incoming) -> int:
    meant = meant_by(mail.local)
    if "+" in mail.local and meant is None:
        return Outcome.NO_SUCH_ADDRESS
    if meant is not None and (report := report_in(mail.message)) is not None:
        return _came_back(meant, hard=report.why == MailTrouble.Why.HARD, said=report.said)
    if reading.is_from_a_machine(mail.message) or ours(reading.name_of(mail.message)):
        return Outcome.TAKEN
    found = reading.senders(mail.message)
    if len(found) != 1 or reading.is_forged(mail.message):
        return Outcome.UNREADABLE
    sender = normal_email(found[0])
    if sender.endswith(f"@{host()}") and desk_at(sender.partition("@")[0]) is not None:
        return Outcome.TAKEN
    if not allow(f"centre_mail:{sender}", limit=MOST_AN_HOUR, per_seconds=3600):
        return Outcome.LATER
    try:
        said = reading.reply_in(mail.message)
    except reading.Unreadable:
        return Outcome.UNREADABLE
    try:
        return _answer(mail, meant, sender, said) if meant is not None else _open(mail, sender, said)
    except (ValidationError, PermissionDenied) as refusal:
        log.info("A mail to the centre was not taken: %s", refusal)
        return Outcome.UNREADABLE


@action
def _open(mail: Incoming, sender: str, said: Said) -> Outcome:
    desk = desk_at(mail.local)
    if desk is None or _is_staffs(sender):
        return Outcome.NO_SUCH_ADDRESS
    subject = one_line(" ".join(str(value) for value in mail.message.get_all("Subject", [])))[:200]
    with translation.override(SiteSettings.current().default_language):
        enquiry = open_enquiry(
            email=sender,
            name=name_in(mail),
            subject=subject or _("Without a subject"),
            body=said.text or _("(The mail has no words.)"),
            team=desk.team,
            channel=Enquiry.Channel.MAIL,
            client_id=client_id_of(mail),
            attachment_ids=files_of(said, staged_account(sender, name=name_in(mail))),
        )
    confirm(enquiry)
    return Outcome.TAKEN


@action
def _answer(mail: Incoming, meant: Meant, sender: str, said: Said) -> Outcome:
    """As whoever the address was made for: the staged account, or who has claimed it meanwhile. From another address it
    is not theirs, and is sent back."""
    enquiry = Enquiry.objects.select_related("area", "customer", "team").filter(pk=meant.enquiry).first()
    staged = StagedAccount.objects.select_related("person", "claimed_by").filter(person=meant.person).first()
    if enquiry is None or not enquiry.is_published or staged is None or meant.expired:
        return Outcome.NO_SUCH_ADDRESS
    person = staged.claimed_by if staged.claimed_at is not None else staged.person
    if person is None or person.pk != enquiry.customer_id or not person.is_active or not can_go_on(person):
        return Outcome.NO_SUCH_ADDRESS
    if sender != staged.email and not _is_proven(person, sender):
        return Outcome.NO_SUCH_ADDRESS
    if not said.text and not said.files:
        return Outcome.UNREADABLE
    reply(
        enquiry,
        by=person,
        body=said.text,
        channel=Enquiry.Channel.MAIL,
        client_id=client_id_of(mail),
        attachment_ids=files_of(said, person),
    )
    return Outcome.TAKEN


def _came_back(meant: Meant, *, hard: bool, said: str) -> Outcome:
    staged = StagedAccount.objects.filter(person=meant.person, claimed_at=None).first()
    if staged is not None and hard:
        note_trouble(staged, said or "?")
    return Outcome.TAKEN


def confirm(enquiry: Enquiry) -> None:
    """Tell whoever wrote without an account that it is there, by mail: seldom to one address, whoever writes in its
    name."""
    from forum.centre.jobs import mail_received  # noqa: PLC0415 - the job calls what actions wrote

    staged = StagedAccount.objects.filter(person=enquiry.customer_id, claimed_at=None).first()
    if staged is not None and allow(f"centre_confirm:{staged.email}", limit=5, per_seconds=86_400):
        mail_received.enqueue(enquiry_id=enquiry.pk)


def client_id_of(mail: Incoming) -> UUID:
    return uuid5(NAMESPACE_URL, f"mail:{mail.name}")


def name_in(mail: Incoming) -> str:
    """What the sender calls themselves."""
    field = mail.message.get("From")
    known = getattr(field, "addresses", ())
    return one_line(reading.storable(str(known[0].display_name)), 80) if known else ""


def files_of(said: Said, person: User) -> list[str]:
    taken = []
    for sent in said.files:
        try:
            taken.append(str(store_upload(ContentFile(sent.content, name=sent.name), by=person, name=sent.name).pk))
        except (ValidationError, PermissionDenied) as refusal:
            log.info("A file of a mail was not taken: %s", refusal)
    return taken


def _is_proven(person: User, address: str) -> bool:
    return EmailAddress.objects.filter(user=person, verified=True, email__iexact=address).exists()


def _is_staffs(address: str) -> bool:
    """The staff talk to customers here, not to themselves by mail."""
    return EmailAddress.objects.filter(user__kind=User.Kind.STAFF, verified=True, email__iexact=address).exists()
