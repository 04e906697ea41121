"""What the digest brings to the rest of the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts import settings_pages
from intranet.accounts.last_use import when_used
from intranet.accounts.models import User
from intranet.core.navigation import NavItem
from intranet.core.navigation import register as door
from intranet.notifications.mail import other_mails

from . import own_sources, visits


def register() -> None:
    own_sources.register()
    when_used(visits.note_here)
    settings_pages.register(_("Digest"), "notifications:digest-settings", order=36)
    door(NavItem("digest", _("In five minutes"), "clock", "notifications:digest", order=22, audience="staff"))
    door(
        NavItem(
            "my-digest", _("My first page"), "star", "notifications:digest", order=5, audience="customer",
            group="account",
        )
    )  # fmt: skip
    other_mails.register(
        other_mails.OtherMail(
            "digest", _("Digest"), _("What is worth your minutes, once a day or a week."), _end, _again
        )
    )


def _end(person: User) -> str:
    from intranet.notifications.actions import stop_digest  # noqa: PLC0415 - registered before there are actions

    return stop_digest(person)


def _again(person: User, rhythm: str) -> None:
    from intranet.notifications.actions import choose_digest  # noqa: PLC0415 - registered before there are actions

    choose_digest(by=person, rhythm=rhythm)
