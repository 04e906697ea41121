from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.models import User
from intranet.accounts.people_named import PeopleField, as_text
from intranet.insights.models import OutsideChannel
from intranet.insights.models.channels import MOST_MONTHS, USUAL_MONTHS

from .actions import LONGEST_NOTE


class ChannelForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    address = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Where people find it on the web."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=OutsideChannel.Kind.choices)
    purpose = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Whom it reaches, and what is said there."),
    )
    owner = PeopleField(label=gettext_lazy("Who answers for it"))
    access = forms.CharField(
        label=gettext_lazy("Who can get in"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Who has the keys, and where they are kept. Never the password itself."),
    )
    languages = forms.CharField(
        label=gettext_lazy("Languages"), max_length=100, required=False, help_text=gettext_lazy("Such as it, en.")
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=OutsideChannel.State.choices)
    review_months = forms.IntegerField(
        label=gettext_lazy("Looked at every so many months"),
        min_value=1,
        max_value=MOST_MONTHS,
        initial=USUAL_MONTHS,
        help_text=gettext_lazy("Whoever answers for it is reminded then."),
    )

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["owner"].writer = writer

    @classmethod
    def of(cls, channel: OutsideChannel | None, sent: Any, *, writer: User) -> ChannelForm:
        """With what stands in the register, or begun afresh with the writer as the owner."""
        if channel is None:
            return cls(sent, writer=writer, initial={"owner": as_text([writer])})
        names = ("name", "address", "kind", "purpose", "access", "state", "review_months")
        begun = {name: getattr(channel, name) for name in names}
        begun["languages"] = ", ".join(channel.languages)
        begun["owner"] = as_text([channel.owner]) if channel.owner is not None and channel.has_owner else ""
        return cls(sent, writer=writer, initial=begun)

    def clean_owner(self) -> User:
        named = self.cleaned_data["owner"]
        if len(named) != 1:
            raise ValidationError(_("Name one person."))
        person: User = named[0]
        return person


class ReviewForm(forms.Form):
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=OutsideChannel.State.choices)
    note = forms.CharField(
        label=gettext_lazy("What you found"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=gettext_lazy("It stays in the history."),
    )
