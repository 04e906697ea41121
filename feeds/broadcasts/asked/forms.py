"""What is typed of a question and its answer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .actions import LONGEST_ANSWER, LONGEST_QUESTION


class AskForm(forms.Form):
    body = forms.CharField(
        label=_("Your question"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Everybody who reads the broadcast reads it, with your name, and can vote for it."),
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    words = forms.CharField(label=_("Answer"), max_length=LONGEST_ANSWER, widget=forms.Textarea({"rows": 8}))
