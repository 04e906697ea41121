"""Why somebody has to know who wrote it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you have to know"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("It stays in the audit, and whoever decides reads it."),
        error_messages={"required": _("Say why you have to know.")},
    )
