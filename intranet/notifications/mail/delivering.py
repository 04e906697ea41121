"""Handing a mail to the mail server, and what its answers mean."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Sequence
from datetime import timedelta

from django.core.mail import EmailMessage
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.core.throttle import allow
from intranet.notifications import actions
from intranet.notifications.channels import Later, Never
from intranet.notifications.models import MailTrouble, Notification

from .addresses import is_reached
from .writing import mail_for

MOST_AN_HOUR = 30
_A_WHILE = timedelta(minutes=30)
_SHORTEST, _LONGEST = timedelta(minutes=2), timedelta(hours=3)


def deliver(person: User, notifications: Sequence[Notification]) -> None:
    """One mail. ``Later`` when the server does not take it now or this person has had many; ``Never`` when there is
    nowhere to send it to."""
    if not is_reached(person):
        raise Never("no proven address that takes mail")
    if not allow(f"mail:{person.pk}", limit=MOST_AN_HOUR, per_seconds=3600):
        raise Later(_A_WHILE.total_seconds(), f"more than {MOST_AN_HOUR} mails within an hour")
    hand_over(mail_for(person, notifications), person, waiting=now() - notifications[0].created_at)


def hand_over(message: EmailMessage, person: User, *, waiting: timedelta) -> None:
    """To the mail server; ``Later`` or ``Never`` where it does not take it. ``waiting``: how long it has waited."""
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        if _is_no_mailbox(code, _plain(said)):
            actions.note_bounce(person, why=MailTrouble.Why.HARD, said=_plain(said))
            raise Never(f"the mail server does not know the address: {code}") from refused
        raise Later(_pause(waiting), f"refused for now: {code}") from refused
    except smtplib.SMTPResponseException as answer:
        # Who signs in wrongly, or is not known as a sender, may be known tomorrow; a mail that is refused stays so.
        if isinstance(answer, smtplib.SMTPDataError) and answer.smtp_code >= 500:
            raise Never(f"the mail server refused the mail: {answer.smtp_code}") from answer
        raise Later(_pause(waiting), f"the mail server answered {answer.smtp_code}") from answer
    except (smtplib.SMTPException, OSError) as error:
        raise Later(_pause(waiting), f"no mail server: {type(error).__name__}") from error


def _pause(waiting: timedelta) -> float:
    """As long again as it has waited: a server that is down for a night costs nobody a mail."""
    return min(max(waiting, _SHORTEST), _LONGEST).total_seconds()


def _is_no_mailbox(code: int, said: str) -> bool:
    """A relay that takes nothing from us says 5xx too, of everybody: that is about us, and may be put right."""
    return code in (550, 551, 553) and not re.search(r"\b5\.7\.|relay|spam|blocked|denied|policy", said, re.IGNORECASE)


def _plain(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
