"""What accounts registers for people who come by the table, stay for a while, or leave: verbs, holdings, pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb

from . import own_holdings, settings_pages


def _the_person(activity: Activity) -> Iterable[Recipient]:
    return [Recipient(activity.details["person"], "you")]


def register() -> None:
    own_holdings.register_own()
    settings_pages.register(_("Your data"), "accounts:own_data", order=95)
    verbs.register(
        Verb("accounts.people.imported", _("{actor} imported people from “{title}”"), audited=True),
        Verb("accounts.agency.extended", _("{actor} set another day for the agency guest {title}"), audited=True),
        Verb("accounts.person.viewed_as", _("{actor} viewed the house as {title}"), audited=True),
        Verb("accounts.visitor.viewed_as", _("{actor} viewed the house as a visitor"), audited=True),
        Verb("accounts.person.view_ended", _("{actor} stopped viewing as {title}"), audited=True),
        Verb("accounts.data.asked", _("{actor} asked for a copy of their data"), audited=True),
        Verb(
            "accounts.data.ready",
            _("The copy of your data is ready: Settings, Your data"),
            audited=True,
            official=True,
            recipients=_the_person,
        ),
        Verb("accounts.erasure.asked", _("{actor} asked to erase {title}"), audited=True),
        Verb("accounts.erasure.taken_back", _("{actor} took back the erasure of {title}"), audited=True),
        Verb("accounts.person.erased", _("{title} was erased"), audited=True),
    )
