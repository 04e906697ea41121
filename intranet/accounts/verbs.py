"""What can be done with accounts. Nearly all of it is audited: it decides who gets in."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb


def _the_person(activity: Activity) -> Iterable[Recipient]:
    return [Recipient(activity.subject_id, "you")]


def _the_inviter(activity: Activity) -> Iterable[Recipient]:
    return [Recipient(activity.details["invited_by"], "inviter")]


def register() -> None:
    verbs.register(
        Verb("accounts.person.added", _("{actor} added {title}"), audited=True),
        Verb("accounts.person.signed_up", _("{title} signed up"), audited=True),
        Verb("accounts.person.profile_changed", _("{actor} changed the page of {title}"), audited=True),
        Verb("accounts.person.field_shown", _("{actor} changed who sees a field"), audited=False),
        Verb("accounts.person.skills_changed", _("{actor} changed their skills"), audited=False),
        Verb("accounts.vacancy.opened", _("{actor} opened a position"), audited=True),
        Verb("accounts.vacancy.closed", _("{actor} closed a position"), audited=True),
        Verb("accounts.person.status_set", _("{actor} set a status"), audited=False),
        Verb("accounts.person.status_cleared", _("{actor} cleared their status"), audited=False),
        Verb("accounts.person.absence_set", _("{actor} is out of office"), audited=False),
        Verb("accounts.person.absence_ended", _("{actor} is back"), audited=False),
        Verb("accounts.note.written", _("{actor} wrote a staff note on {title}"), audited=True),
        Verb("accounts.note.read", _("{actor} read the staff notes on {title}"), audited=True),
        Verb("accounts.note.deleted", _("{actor} deleted a staff note on {title}"), audited=True),
        Verb("accounts.field.added", _("{actor} added the profile field “{title}”"), audited=True),
        Verb("accounts.field.changed", _("{actor} changed the profile field “{title}”"), audited=True),
        Verb("accounts.field.retired", _("{actor} retired the profile field “{title}”"), audited=True),
        Verb("accounts.field.restored", _("{actor} brought back the profile field “{title}”"), audited=True),
        Verb("accounts.field.deleted", _("{actor} deleted the profile field “{title}” with its answers"), audited=True),
        Verb("accounts.person.settings_changed", _("{actor} changed their settings"), audited=False),
        Verb(
            "accounts.person.role_changed",
            _("{actor} changed your role"),
            audited=True,
            official=True,
            recipients=_the_person,
        ),
        Verb("accounts.person.company_changed", _("{actor} moved {title} to another company"), audited=True),
        Verb("accounts.person.deactivated", _("{actor} closed the account of {title}"), audited=True),
        Verb("accounts.person.reactivated", _("{actor} reopened the account of {title}"), audited=True),
        Verb("accounts.person.email_changed", _("{actor} changed their e-mail address"), audited=True),
        Verb("accounts.person.password_changed", _("{actor} changed their password"), audited=True),
        Verb("accounts.person.second_step_reset", _("{actor} reset the second step of {title}"), audited=True),
        Verb("accounts.person.sessions_ended", _("{actor} signed out other devices"), audited=True),
        Verb("accounts.invitation.sent", _("{actor} invited {title}"), audited=True),
        Verb("accounts.invitation.resent", _("{actor} invited {title} again"), audited=True),
        Verb("accounts.invitation.revoked", _("{actor} withdrew the invitation of {title}"), audited=True),
        Verb(
            "accounts.invitation.accepted",
            _("{actor} accepted your invitation"),
            audited=True,
            recipients=_the_inviter,
        ),
        Verb("accounts.token.created", _("{actor} made the API token “{title}”"), audited=True),
        Verb("accounts.bot.made", _("{actor} made the bot {title}"), audited=True),
        Verb("accounts.bot.renamed", _("{actor} renamed the bot {title}"), audited=True),
        Verb("accounts.bot.retired", _("{actor} deleted the bot {title}"), audited=True),
        Verb("accounts.person.second_step_changed", _("{actor} changed their second step"), audited=True),
        Verb("accounts.person.signed_out", _("{actor} signed {title} out everywhere"), audited=True),
        Verb("accounts.identity.bound", _("{title} signs in through the firm’s directory"), audited=True),
        Verb("accounts.identity.unbound", _("{actor} released the directory’s identity of {title}"), audited=True),
        Verb("accounts.terms.published", _("{actor} published {title}"), audited=True),
        Verb("accounts.terms.agreed", _("{actor} agreed to the terms"), audited=False),
        Verb("accounts.token.revoked", _("{actor} revoked the API token “{title}”"), audited=True),
        Verb("accounts.company.added", _("{actor} added the company {title}"), audited=True),
        Verb("accounts.company.changed", _("{actor} changed the company {title}"), audited=True),
        Verb("accounts.company.archived", _("{actor} archived the company {title}"), audited=True),
        Verb("accounts.company.reopened", _("{actor} took the company {title} back"), audited=True),
        Verb("accounts.company.merged", _("{actor} made the company {title} part of another"), audited=True),
        Verb("accounts.assignment.made", _("{actor} assigned {title} to a company"), audited=True),
        Verb("accounts.assignment.ended", _("{actor} ended an assignment of {title}"), audited=True),
    )
