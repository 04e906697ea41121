"""What is asked about a company of the customer system."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NumberForm(forms.Form):
    external_id = forms.CharField(
        label=_("Identifier in the customer system"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("By which it says which company it means. Empty: it says nothing of this one."),
    )
