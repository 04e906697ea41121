"""What somebody writes who wants to reach a team without saying it in public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.models import Desk
from intranet.core.form_trap import Trapped


class ContactForm(Trapped, forms.Form):
    """``is_known``: whoever has signed in is asked for no name and address."""

    name = forms.CharField(label=_("Name"), max_length=80, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=200,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("We answer to this address."),
    )
    desk = forms.ModelChoiceField(
        Desk.objects.none(), label=_("What is it about?"), empty_label=None, widget=forms.RadioSelect
    )
    subject = forms.CharField(label=_("In one line"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    body = forms.CharField(label=_("Your message"), max_length=20_000, strip=False, widget=forms.Textarea({"rows": 8}))
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, desks: Sequence[Desk], is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desk: Any = self.fields["desk"]
        desk.queryset = Desk.objects.filter(pk__in=[one.pk for one in desks])
        desk.label_from_instance = lambda one: f"{one.name}: {one.purpose}" if one.purpose else one.name
        if desks:
            desk.initial = desks[0].pk
        if is_known:
            del self.fields["name"], self.fields["email"]
