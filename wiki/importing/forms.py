"""What is asked when pages are brought in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ENDINGS = ".zip,.md,.markdown,.html,.htm,.docx,.rst,.xml"


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("A .zip, .md, .html, .rst or .docx, or a dump of MediaWiki (.xml). At most 250 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
    )
    under = forms.ChoiceField(
        label=_("Where the pages go"),
        required=False,
        help_text=_("They can be read and edited by those who read and edit the page above them."),
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["under"].choices = places  # type: ignore[attr-defined]
