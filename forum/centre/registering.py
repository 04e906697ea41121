"""What the private centre brings to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts import hooks
from intranet.content import kinds
from intranet.core import navigation
from intranet.notifications.mail import doors

from . import audience, consent, panel, verbs
from .kind import ENQUIRY, REPLY


def _known(local: str) -> bool:
    from .mail.addresses import knows  # noqa: PLC0415 - it asks models that are not there while apps come up

    return knows(local)


def _take(mail: doors.Incoming) -> int:
    from .mail.taking import take  # noqa: PLC0415 - it calls actions

    return take(mail)


def register() -> None:
    verbs.register()
    audience.register()
    consent.register()
    panel.register()
    for kind in (ENQUIRY, REPLY):
        kinds.register(kind)
    doors.register("centre", doors.Door(_known, _take))
    hooks.on_proven(_claim)
    navigation.register(
        navigation.NavItem("centre", _("Private centre"), "building", "forum:centre", order=46, audience="staff")
    )
    navigation.register(
        navigation.NavItem(
            "enquiries", _("Enquiries"), "building", "forum:centre", order=25, audience="customer", group="street"
        )
    )


def _claim(person: object, email: str) -> None:
    from forum.actions.centre_staged import claim_staged  # noqa: PLC0415

    claim_staged(person, email)  # type: ignore[arg-type]
