"""A lab whose people have proven addresses, and the mails they are sent."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core import mail
from django.utils.timezone import now

from intranet.notifications import sending
from intranet.notifications.sending import due_parcels

REPLY_ADDRESS = "reply@meridiana.example"


def proven(*people) -> None:
    for person in people:
        EmailAddress.objects.get_or_create(user=person, email=person.email, verified=True, primary=True)


def send_all() -> list[str]:
    """Send what has waited for its grace; what became of it."""
    return [sending.send(parcel) for parcel in due_parcels(now() + timedelta(hours=1), 100)]


def html_of(message) -> str:
    return next(part.content for part in message.alternatives)


def the_mail_to(person):
    """The one mail to this person."""
    (found,) = [message for message in mail.outbox if message.to == [person.email]]
    return found
