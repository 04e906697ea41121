"""Quiet hours as somebody types them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .models import QuietHours

_A_MONDAY = date(2024, 1, 1)


def weekdays() -> list[tuple[int, str]]:
    """(0, "Mon") to (6, "Sun"), in the reader's language."""
    return [(number, date_format(_A_MONDAY + timedelta(days=number), "D").capitalize()) for number in range(7)]


class QuietHoursForm(forms.Form):
    days = forms.TypedMultipleChoiceField(
        label=_("On these days"),
        coerce=int,
        choices=weekdays,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A night counts for the day on which it begins."),
    )
    begins = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    ends = forms.TimeField(label=_("Ends at"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))

    @classmethod
    def of(cls, quiet: QuietHours | None, data: Any = None) -> QuietHoursForm:
        known = quiet if quiet is not None and quiet.days else None
        initial: dict[str, Any] = {"days": [], "begins": "19:00", "ends": "08:00"}
        if known is not None:
            initial = {"days": known.days, "begins": known.begins, "ends": known.ends}
        return cls(data, initial=initial)
