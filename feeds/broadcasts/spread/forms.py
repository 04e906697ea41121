"""What is typed of the words for the public, of a mailing, and of an address that wants the news."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from intranet.core.form_trap import Trapped

from .mailing import LONGEST_REASON
from .twins import LONGEST, Words


class TwinForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    body = forms.CharField(
        label=_("Words for the public"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 10}),
        help_text=_(
            "Nothing of the broadcast itself is shown with it: write it for people who know nothing of the house."
        ),
    )

    def words(self) -> Words:
        return Words(self.cleaned_data["title"], self.cleaned_data["body"])


class MailingForm(forms.Form):
    reason = forms.CharField(
        label=_("Why by mail"),
        max_length=LONGEST_REASON,
        help_text=_("Admins read it in the log, with your name and to how many it went."),
    )


class NewsForm(Trapped, forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=200, widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"})
    )
