from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.conversation.models import Reminder

REMINDED_OF_ENTRY = "conversation.reminder.of_entry"
REMINDED = "conversation.reminder.due"


def register() -> None:
    # Official, since one has asked for it oneself: no mute holds it back.
    verbs.register(
        Verb(REMINDED_OF_ENTRY, _("You wanted to be reminded of “{title}”"), official=True, recipients=_who_asked),
        Verb(REMINDED, _("You wanted to be reminded"), official=True, recipients=_who_asked),
    )


def _who_asked(activity: Activity) -> Iterable[Recipient]:
    for pk in Reminder.objects.filter(pk=activity.details["reminder"]).values_list("person_id", flat=True):
        yield Recipient(pk, "reminder")
