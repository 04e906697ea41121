"""Whom one thanks, and for what."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from feeds.forms import PostForm
from feeds.models import Kudos, KudosValue
from intranet.accounts.models import User
from intranet.accounts.people_named import PeopleField
from intranet.content.models import Entry
from intranet.spaces.models import Space

from .values import values_on_offer


class KudosFields(forms.Form):
    """The fields that kudos add to the composer."""

    to = PeopleField(
        label=_("Whom do you thank?"),
        required=False,
        help_text=_("Names or handles, with commas between them."),
    )
    value = forms.ModelChoiceField(
        label=_("For what?"), queryset=KudosValue.objects.filter(is_offered=True), required=False, empty_label=None
    )

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = cast(PeopleField, self.fields["to"])
        # Whom the writer does not know of is refused with those who are nobody, by the action.
        to.writer, to.among = writer, User.objects.active()
        self.values = values_on_offer()
        if self.values and not self.is_bound:
            self.initial.setdefault("value", self.values[0].pk)

    def clean_to(self) -> list[User]:
        """Once each; whether they may be thanked here is asked by the action."""
        people: list[User] = self.cleaned_data["to"]
        if not people:
            raise ValidationError(_("Say whom you thank."))
        return people

    def clean_value(self) -> KudosValue:
        if (value := self.cleaned_data["value"]) is None:
            raise ValidationError(_("Choose what for."))
        return value


class KudosForm(PostForm):
    """The whole of it, as the composer sends it."""

    own: KudosFields

    def __init__(self, data: Any = None, *, writer: User, space: Space | None = None) -> None:
        super().__init__(data, writer=writer, space=space)
        self.own = KudosFields(data, writer=writer)


class KudosEditForm(forms.Form):
    body = forms.CharField(label=_("Text"), strip=False, widget=forms.Textarea({"rows": 6}))
    value = forms.ModelChoiceField(label=_("For what?"), queryset=KudosValue.objects.none(), empty_label=None)
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, kudos: Kudos) -> None:
        initial = {"body": kudos.body, "value": kudos.value_id, "based_on": kudos.revisions_count}
        super().__init__(data, initial=initial)
        # What it was given for stays a choice, offered or not.
        kept = [kudos.value_id, *(value.pk for value in values_on_offer())]
        fields: dict[str, Any] = self.fields
        fields["value"].queryset = KudosValue.objects.filter(pk__in=kept)

    def rebase(self, newer: Entry) -> None:
        """Continue from the newer text, with what was typed."""
        data = cast(MultiValueDict, self.data).copy()
        data["based_on"] = str(newer.revisions_count)
        self.data = data
