"""Fields and forms that every kind of entry shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.core.zones import city

from .models import Entry
from .when import When


class AttachmentIds(forms.Field):
    """The ids of files uploaded beforehand: hidden inputs of one name."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        return [str(item)[:40] for item in value or ()][:100]


class WhenForm(forms.Form):
    """A day and a time on the clock of whoever fills it in. Both empty: not later, but now."""

    when_day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    when_clock = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )

    def __init__(self, *args: Any, person: User, required: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = person.time_zone
        for field in self.fields.values():
            field.required = required

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, clock = data.get("when_day"), data.get("when_clock")
        if not self.errors and (day is None) != (clock is None):
            raise ValidationError(_("Give both the day and the time."), code="half")
        data["when"] = When(day, clock, self.zone) if day and clock else None
        return data

    @property
    def city(self) -> str:
        return city(self.zone)


def when_asked(data: MultiValueDict | Mapping[str, Any], person: User) -> When | None:
    """The time that came with a composer's form (``content/_composer_when.html``); None for at once. ValidationError,
    with a sentence, for what is no time, or none to come."""
    form = WhenForm(data, person=person)
    if not form.is_valid():
        raise ValidationError([message for messages in form.errors.values() for message in messages], code="when")
    when: When | None = form.cleaned_data["when"]
    if when is not None:
        when.check()
    return when


class EntryEditForm(forms.Form):
    """The words of an entry that has no title, and the revision from which the editor started."""

    body = forms.CharField(label=_("Text"), required=False, strip=False, widget=forms.Textarea({"rows": 4}))
    note = forms.CharField(label=_("What changed"), required=False, max_length=200)
    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    attachments = AttachmentIds(required=False)

    @classmethod
    def of(cls, entry: Entry, data: MultiValueDict | None = None) -> EntryEditForm:
        return cls(data, initial={"body": entry.body, "based_on": entry.revisions_count}, auto_id=f"edit-{entry.pk}-%s")

    def rebase(self, entry: Entry) -> None:
        """After a conflict: the next save is about the text as it is now."""
        data = cast(MultiValueDict, self.data).copy()
        data["based_on"] = str(entry.revisions_count)
        self.data = data
