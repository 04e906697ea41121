from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intranet.content.forms import WhenForm

from .actions import LONGEST
from .times import TIMES, moment_of


class ReminderForm(WhenForm):
    """One of the ready times by the button that was pressed (``for``), or a day and a time; and a note.

    ``cleaned_data["due_at"]`` is the moment, or None where ``keeps`` says that it may stay what it is.
    """

    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.TextInput({"maxlength": LONGEST, "autocomplete": "off"})
    )
    field_order = ["note", "when_day", "when_clock"]

    def __init__(self, *args: Any, about: bool, keeps: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keeps = keeps
        if not about:
            self.fields["note"].label = _("What of")
            self.fields["note"].required = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        ready = str(self.data.get("for", ""))
        when = data.get("when")
        due_at: datetime | None = moment_of(ready, self.zone) if ready in TIMES else when.moment if when else None
        if due_at is None and not self.errors and not self.keeps:
            raise ValidationError(_("Choose when."), code="when")
        data["due_at"] = due_at
        return data
