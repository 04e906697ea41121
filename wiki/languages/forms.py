"""What is asked about the languages of a page."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.models import User
from wiki.models import Page

from .names import choices

_ADDRESS = r"(?:^|/wiki/)#?(\d{1,18})(?:[-/#?].*)?$"


class LanguageField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=gettext_lazy("Language"), choices=choices, **kwargs)


class TranslateForm(forms.Form):
    language = LanguageField()
    title = forms.CharField(label=gettext_lazy("Its title in that language"), max_length=200)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="translate_%s")


class LanguageForm(forms.Form):
    language = LanguageField()


class LinkForm(forms.Form):
    """Another page that says the same, by its address or its number."""

    page = forms.RegexField(
        label=gettext_lazy("The page that this one is a translation of"),
        regex=_ADDRESS,
        help_text=gettext_lazy("Its address, as the browser shows it."),
        error_messages={"invalid": gettext_lazy("That is no address of a page.")},
    )
    language = LanguageField()

    def __init__(self, data: Any = None, *, by: User, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="link_%s")
        self.by = by

    def clean_page(self) -> Page:
        found = re.search(_ADDRESS, self.cleaned_data["page"])
        number = int(found.group(1)) if found else 0
        page = Page.objects.visible_to(self.by).published().select_related("space").filter(pk=number).first()
        if page is None:
            raise ValidationError(_("There is no page under that address."), code="unknown")
        return page
