"""What an admin fills in to publish a new version of the terms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import TermsDocument
from .terms import in_force


class TermsForm(forms.Form):
    """One text for each language of the house, beginning from the version in force."""

    requires_consent = forms.BooleanField(
        label=_("Everybody has to agree"),
        required=False,
        initial=True,
        help_text=_("Before anything else, at their next page. Untick it for a corrected comma."),
    )
    note = forms.CharField(
        label=_("What is new"), max_length=200, required=False, help_text=_("Stands above the text when people agree.")
    )

    def __init__(self, *args: Any, latest: TermsDocument | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=gettext("Text in %(language)s") % {"language": gettext(str(name))},
                initial=latest.texts.get(code, "") if latest else "",
                strip=False,
                widget=forms.Textarea({"rows": 16, "lang": code}),
                help_text=gettext("In Markdown, as everywhere."),
            )
        self.order_fields([*(f"text_{code}" for code, _name in settings.LANGUAGES), "note", "requires_consent"])

    @property
    def asked(self) -> dict[str, Any]:
        """What the action wants."""
        data = self.cleaned_data
        return {
            "texts": {code: data[f"text_{code}"] for code, _name in settings.LANGUAGES},
            "requires_consent": data["requires_consent"],
            "note": data["note"],
        }


def ask_for_consent(form: forms.BaseForm) -> None:
    """Add the tick to a form by which somebody comes in, where there is something to agree to."""
    documents = in_force()
    if not documents:
        return
    links = format_html_join(
        ", ",
        '<a href="{}" target="_blank">{}</a>',
        ((document.get_absolute_url(), document.get_kind_display()) for document in documents),
    )
    form.fields["agree"] = forms.BooleanField(label=gettext("I have read this and agree"), help_text=links)
