"""What is typed about a page, checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class NewPageForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    under = forms.IntegerField(required=False, widget=forms.HiddenInput)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)


class TextForm(forms.Form):
    """The page without scripts: its whole text, and the version it began from."""

    text = forms.CharField(label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 24}))
    note = forms.CharField(label=_("What changed"), required=False, max_length=200)
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["class"] = "textarea"
