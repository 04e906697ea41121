"""What is sent with a proposal, and with a decision about it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wiki.actions import Guest


class ProposalForm(forms.Form):
    """The text as somebody would have it, and why. ``about`` is a field that people leave empty."""

    text = forms.CharField(
        label=_("The text of the page"), strip=False, required=False, widget=forms.Textarea({"rows": 22})
    )
    summary = forms.CharField(
        label=_("What you changed, and why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Whoever decides about it reads this first."),
    )
    name = forms.CharField(label=_("Your name"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("If you want to hear what becomes of it. Nobody else sees it."),
    )
    about = forms.CharField(required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}))
    based_on = forms.IntegerField(required=False, min_value=1, max_value=2**31, widget=forms.HiddenInput)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, guest: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("client_id", uuid.uuid4())
        super().__init__(*args, **kwargs)
        if not guest:
            for name in ("name", "email", "about"):
                del self.fields[name]
        else:
            self.fields["name"].required = True

    @property
    def is_a_machine(self) -> bool:
        return bool(self.cleaned_data.get("about"))

    @property
    def guest(self) -> Guest:
        return Guest(self.cleaned_data.get("name", ""), self.cleaned_data.get("email", ""))


class DecisionForm(forms.Form):
    what = forms.ChoiceField(choices=[("accept", _("Accept")), ("reject", _("Do not accept"))])
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)
    text = forms.CharField(required=False, strip=False)
    # There even when empty: an empty text takes the passage away.
    adjusts = forms.BooleanField(required=False)
    instead_of = forms.CharField(required=False, strip=False)
    resolves = forms.BooleanField(required=False)
