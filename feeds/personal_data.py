"""What a person answered, keeps as filters, was thanked for and was told."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.personal_data import table

from .models import (
    Answer,
    Broadcaster,
    BroadcastQuestion,
    Delegate,
    EventChoices,
    KudosReceiver,
    Mailed,
    Mailing,
    Reach,
    SavedFilter,
    Seen,
    Twin,
)


def _register() -> None:
    table("events_answered", _("Answers to events"), Answer, order=36)
    table("event_choices", _("Choices for events"), EventChoices, order=37)
    table("thanked", _("Thanked for"), KudosReceiver, goes=False, order=38)
    table("filters", _("Saved filters"), SavedFilter, order=39)
    table("broadcasts", _("Broadcasts you were told"), Reach, goes=False, order=37)
    table("broadcaster", _("Where you may send broadcasts"), Broadcaster, without=["named_by_id"], order=37)
    table("delegates", _("Who writes what you sign"), Delegate, of="leader", order=37)
    table("delegate", _("For whom you write"), Delegate, of="writer", order=37)
    table("twins", _("Words for the public you wrote with a broadcast"), Twin, of="author", goes=False, order=37)
    table("mailings", _("Broadcasts you had mailed to everybody"), Mailing, of="by", goes=False, order=37)
    table("mailed", _("Broadcasts mailed to you"), Mailed, order=37)
    table(
        "questions_answered",
        _("Questions about broadcasts that you answered"),
        BroadcastQuestion,
        of="answered_by",
        goes=False,
        order=37,
    )
    table("seen", _("Posts looked at, where not all is read"), Seen, order=40)


_register()
