"""What people are asked about a space."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import Department, User

from . import parts
from .models import Membership, Space


class SpaceForm(forms.Form):
    """Opening a space, and its settings later."""

    name = forms.CharField(label=_("Name"), max_length=80)
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=200,
        required=False,
        help_text=_("What belongs here, in a line. People see it when they write."),
    )
    visibility = forms.ChoiceField(
        label=_("Who can read it"), choices=Space.Visibility.choices, widget=forms.RadioSelect, initial="open"
    )
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.all(), required=False, empty_label=_("None")
    )
    posting = forms.ChoiceField(
        label=_("Who may post"),
        choices=Space.Posting.choices,
        widget=forms.RadioSelect,
        initial="members",
        required=False,
    )
    parts = forms.MultipleChoiceField(
        label=_("What it shows"), required=False, widget=forms.CheckboxSelectMultiple, choices=parts.choices
    )
    about = forms.CharField(
        label=_("About this space"), max_length=10000, required=False, widget=forms.Textarea({"rows": 6}), strip=False
    )

    def clean_posting(self) -> str:
        return self.cleaned_data["posting"] or self.initial.get("posting") or Space.Posting.MEMBERS

    @classmethod
    def of(cls, space: Space, data: Any = None) -> SpaceForm:
        fields = ("name", "purpose", "visibility", "department", "posting", "parts", "about")
        return cls(data, initial={field: getattr(space, field) for field in fields})

    @classmethod
    def new(cls, data: Any = None) -> SpaceForm:
        return cls(data, initial={"parts": parts.known_parts()})

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        taken = Space.objects.filter(name__iexact=name)
        if self.initial.get("name"):
            taken = taken.exclude(name=self.initial["name"])
        if taken.exists():
            raise forms.ValidationError(_("There is a space of that name already."), code="taken")
        return name


class AskToJoinForm(forms.Form):
    message = forms.CharField(
        label=_("A word to those who decide"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Who you are to them, and what you would like to read along for."),
    )


class DecideForm(forms.Form):
    """The answer to a request, with a word back."""

    decision = forms.ChoiceField(choices=[("accept", ""), ("decline", "")])
    answer = forms.CharField(max_length=500, required=False)


class InviteForm(forms.Form):
    """Names one person by handle; the field completes them as one types."""

    person = forms.CharField(
        label=_("Person"), max_length=80, widget=forms.TextInput({"autocomplete": "off", "placeholder": "@"})
    )
    message = forms.CharField(label=_("Message"), max_length=500, required=False)

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_person(self) -> User:
        handle = self.cleaned_data["person"].strip().lstrip("@").lower()
        person = User.objects.visible_to(self.viewer).active().filter(handle=handle).first()
        if person is None:
            raise forms.ValidationError(_("Nobody has that handle."), code="unknown")
        return person


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)
