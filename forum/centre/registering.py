"""What the private centre brings to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from forum.work.verbs import on_duty as rota
from intranet.accounts import hooks
from intranet.accounts.models import Company, User
from intranet.content import addressed, kinds
from intranet.core import navigation
from intranet.crm.exporting import sources
from intranet.moderation import sorts
from intranet.notifications.mail import doors
from intranet.spaces.models import Space

from . import audience, consent, from_public, panel, verbs
from .addressed import thread_at
from .duty import on_duty
from .kind import ENQUIRY, REPLY


def _known(local: str) -> bool:
    from .mail.addresses import knows  # noqa: PLC0415 - it asks models that are not there while apps come up

    return knows(local)


def _take(mail: doors.Incoming) -> int:
    from .mail.taking import take  # noqa: PLC0415 - it calls actions

    return take(mail)


def _on_duty(team: Space) -> list[int]:
    return [person.pk for person in on_duty(team)]


def register() -> None:
    verbs.register()
    audience.register()
    consent.register()
    panel.register()
    for kind in (ENQUIRY, REPLY):
        kinds.register(kind)
    sorts.register_private_road("forum.topic", may=from_public.can_make_private, take=from_public.make_private)
    rota(_on_duty)
    addressed.also_find(thread_at)
    doors.register("centre", doors.Door(_known, _take))
    hooks.on_proven(_claim)
    hooks.on_merge(_move)
    sources.register_kinds(
        ["forum.enquiry", "forum.reply"],
        companies=["enquiry__company", "root__enquiry__company"],
        moments=["enquiry__last_said_at", "enquiry__solved_at", "enquiry__waiting_since"],
        with_={"forum.enquiry": ["company"]},
    )
    sources.register_kinds(["forum.topic", "forum.answer"], moments=["topic__accepted_at"])
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


def _move(gone: Company, into: Company, by: User) -> None:
    from forum.actions.centre_staged import move_enquiries  # noqa: PLC0415

    move_enquiries(gone, into, by=by)
