"""What is sent with a comment about a passage."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RemarkForm(forms.Form):
    body = forms.CharField(label=_("Comment"), strip=False, widget=forms.Textarea({"rows": 3}))
    # Longer ones are refused with a sentence, by the action.
    quote = forms.CharField(label=_("The words it is about"), max_length=5000)
    prefix = forms.CharField(required=False, strip=False, max_length=400)  # type: ignore[assignment]  # a field, not the form's
    suffix = forms.CharField(required=False, strip=False, max_length=400)
    client_id = forms.UUIDField(required=False)
