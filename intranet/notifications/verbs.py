"""What can be done here that others should be able to trace."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb

DEFAULT_SET = "notifications.level.default_set"
SUMMARY_PROPOSED = "notifications.summary.proposed"
MAIL_STOPPED = "notifications.mail.stopped"
MAIL_WORKS_AGAIN = "notifications.mail.works_again"


def register() -> None:
    verbs.register(
        Verb(DEFAULT_SET, _("{actor} chose what the members of “{title}” hear"), audited=True),
        Verb(
            MAIL_STOPPED,
            _("Mail to you comes back, so nothing is mailed to you any more"),
            audited=True,
            official=True,
            recipients=_whose_mail,
        ),
        Verb(MAIL_WORKS_AGAIN, _("{actor} says that their address takes mail again"), audited=True),
        Verb(
            SUMMARY_PROPOSED,
            _("{actor} chose who finds the summary for those who decide"),
            audited=True,
            recipients=_whose_mail,
        ),
        Verb("notifications.device.added", _("{actor} switched push on for a device"), audited=True),
        Verb("notifications.device.removed", _("{actor} switched push off for a device"), audited=True),
    )


def _whose_mail(activity: Activity) -> Iterable[Recipient]:
    yield Recipient(activity.subject_id, "you")
