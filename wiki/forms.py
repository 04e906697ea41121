"""What is typed about a page, checked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NewPageForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    under = forms.IntegerField(required=False, widget=forms.HiddenInput)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
