"""What is typed where a page begins or gets another name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wiki.models import Page

LONGEST_TITLE = 200


class NewPageForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    under = forms.TypedChoiceField(label=_("Where it stands"), required=False, coerce=str)
    begins = forms.CharField(required=False, max_length=40)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        under: Any = self.fields["under"]
        under.choices = places
        self.fields["title"].widget.attrs |= {"autofocus": True, "autocomplete": "off"}


class RenameForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)

    @classmethod
    def of(cls, page: Page, data: Any) -> RenameForm:
        return cls(data, initial={"title": page.title})
