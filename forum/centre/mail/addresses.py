"""Where mail to the centre comes in: the address of a desk, and one of its own for each thread and person."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from forum.mail_names import whole
from forum.models import Desk, Enquiry
from intranet.accounts.models import User
from intranet.notifications.mail import tokens

ENQUIRY = "enquiry"


class Meant(NamedTuple):
    """What a genuine address of a thread says."""

    enquiry: int
    person: int
    expired: bool


def _domain() -> str:
    return settings.REPLY_ADDRESS.partition("@")[2]


def of_desk(desk: Desk) -> str:
    """The whole address; empty where it has none, or mail to the house does not come back to us."""
    return whole(desk.address)


def of_thread(enquiry: Enquiry, person: User) -> str:
    """Where this person, and nobody else, answers this thread; mail that comes back comes there too."""
    return f"{ENQUIRY}+{tokens.seal(ENQUIRY, enquiry.pk, person.pk)}@{_domain()}"


def meant_by(local: str) -> Meant | None:
    name, _plus, token = local.partition("+")
    opened = tokens.open_token(ENQUIRY, token) if name == ENQUIRY else None
    if opened is None or len(opened.numbers) != 2:
        return None
    enquiry, person = opened.numbers
    return Meant(enquiry, person, expired=opened.expired)


def knows(local: str) -> bool:
    if "+" in local:
        return meant_by(local) is not None
    return desk_at(local) is not None


def desk_at(local: str) -> Desk | None:
    return Desk.objects.taking().filter(address=local).select_related("team").first()
