"""The door for mail to a category: who has an account here begins a topic by it, and confirms that it was them.

Nobody else is answered: a sender can be forged, and nobody reaches strangers through us. Their mail server hears that
there is no such address for them, and tells them.
"""

from __future__ import annotations

import logging

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from forum.actions.by_mail import keep_mailed
from forum.centre.mail.letters import ours
from forum.centre.mail.taking import client_id_of, files_of
from forum.models import Category
from intranet.accounts.models import User, normal_email
from intranet.accounts.threshold import can_go_on
from intranet.api.links import absolute
from intranet.core.decisions import require
from intranet.core.letters import one_line
from intranet.core.throttle import allow
from intranet.notifications.actions.mailing import note_taken
from intranet.notifications.actions.receiving import Outcome
from intranet.notifications.jobs import mail_back
from intranet.notifications.mail import reading
from intranet.notifications.mail.doors import Incoming
from intranet.notifications.mail.reading import Reply as Said
from intranet.realtime.units import action

log = logging.getLogger(__name__)

MOST_A_DAY = 20


def category_at(local: str) -> Category | None:
    return Category.objects.in_use().select_related("space", "product").filter(address=local).first()


def knows(local: str) -> bool:
    return category_at(local) is not None


def take(mail: Incoming) -> int:
    category = category_at(mail.local)
    if reading.is_from_a_machine(mail.message) or ours(reading.name_of(mail.message)):
        return Outcome.TAKEN
    found = reading.senders(mail.message)
    if category is None or len(found) != 1 or reading.is_forged(mail.message):
        return Outcome.UNREADABLE
    person = _whose(normal_email(found[0]))
    if person is None:
        return Outcome.NO_SUCH_ADDRESS
    if not allow(f"category_mail:{person.pk}", limit=MOST_A_DAY, per_seconds=86_400):
        return Outcome.LATER
    said = Said("", [])
    with translation.override(person.language):
        try:
            said = reading.reply_in(mail.message)
            _keep(mail, category, person, said)
        except reading.Unreadable:
            _write_back(mail, person, said, why=_("It has more text than we take by mail."))
        except (ValidationError, PermissionDenied) as refusal:
            why = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
            log.info("A mail of %s to a category was not taken: %s", person.pk, why)
            _write_back(mail, person, said, why=why)
    return Outcome.TAKEN


def _whose(address: str) -> User | None:
    """Who has proved this address; nobody who is shut out."""
    proven = EmailAddress.objects.filter(verified=True, email__iexact=address).select_related("user").first()
    person = proven.user if proven is not None else None
    return person if person is not None and person.is_active and not person.is_system else None


@action
def _keep(mail: Incoming, category: Category, person: User, said: Said) -> None:
    require(can_go_on(person))
    subject = one_line(" ".join(str(value) for value in mail.message.get_all("Subject", [])))[:200]
    topic = keep_mailed(
        category,
        by=person,
        title=subject,
        body=said.text,
        client_id=client_id_of(mail),
        attachment_ids=files_of(said, person),
    )
    if not note_taken(mail.name):
        return
    lines = [_("Open it, read it through and send it off: %(url)s") % {"url": absolute(topic.get_absolute_url())}]
    lines.append(_("If you did not write this, do nothing: nobody sees it, and it goes in two weeks."))
    _tell(mail, person, _("Your mail to “%(category)s” is not out yet.") % {"category": category.name}, lines=lines)


def _write_back(mail: Incoming, person: User, said: Said, *, why: str) -> None:
    if note_taken(mail.name):
        text = said.text[:50_000]
        _tell(
            mail, person, _("Your mail was not taken."), lines=[why], text=text, files=[one.name for one in said.files]
        )


def _tell(
    mail: Incoming, person: User, sentence: str, *, lines: list[str], text: str = "", files: list[str] | None = None
) -> None:
    mail_back.enqueue(
        person=person.pk,
        sentence=sentence,
        lines=lines,
        text=text,
        files=(files or [])[:50],
        answers=reading.name_of(mail.message),
    )
