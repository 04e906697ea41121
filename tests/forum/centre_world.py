"""A desk of the lab, a thread with Acme, and mail as it comes in."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from forum.actions.centre import open_enquiry
from forum.actions.centre_desks import keep_desk
from forum.models import Desk, Enquiry
from intranet.accounts.models import CompanyAssignment, User
from intranet.notifications.actions import Outcome, take_mail
from tests import factories

REPLY_ADDRESS = "reply@meridiana.example"
DESK_ADDRESS = "help@meridiana.example"


def a_desk(team: Any, by: User, **fields: Any) -> Desk:
    return keep_desk(team, by=by, name="Help desk", purpose="Terminals and contracts", address="help", **fields)


def a_thread(customer: User, subject: str = "Terminal does not wake", body: str = "Since Monday.") -> Enquiry:
    return open_enquiry(by=customer, subject=subject, body=body)


def facing(company: Any, name: str = "Gina Faro") -> User:
    """Somebody who faces the firm and is not in the team."""
    person = factories.a_person(name, handle=name.split(maxsplit=1)[0].lower())
    CompanyAssignment.objects.create(company=company, person=person)
    return person


def a_mail(
    body: str, *, to: str = DESK_ADDRESS, sender: str = "Rita Moss <rita@far.example>", subject: str = "Hello",
    **headers: str,
) -> Outcome:  # fmt: skip
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    own = {"Message_ID": f"<{uuid5(NAMESPACE_URL, body + to + sender)}@far.example>"}
    for name, value in (own | headers).items():
        message[name.replace("_", "-")] = value
    message.set_content(body)
    return take_mail(message.as_bytes(), to=to)
