"""What a person answered, keeps as filters, and was thanked for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.personal_data import table

from .models import Answer, EventChoices, KudosReceiver, SavedFilter, Seen


def _register() -> None:
    table("events_answered", _("Answers to events"), Answer, order=36)
    table("event_choices", _("Choices for events"), EventChoices, order=37)
    table("thanked", _("Thanked for"), KudosReceiver, goes=False, order=38)
    table("filters", _("Saved filters"), SavedFilter, order=39)
    table("seen", _("Posts looked at, where not all is read"), Seen, order=40)


_register()
