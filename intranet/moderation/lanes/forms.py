"""What those who keep a space are asked about a lane of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.accounts.people_named import PeopleField, as_text
from intranet.moderation.models import Lane
from intranet.moderation.models.lanes import MOST_APPROVALS


class TryingForm(forms.Form):
    """Whose words come out at once on trial."""

    author = PeopleField(label=_("Or try it with one person"), help_text=_("What they write comes out at once."))

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["author"]
        assert isinstance(field, PeopleField)
        field.writer = writer

    def clean_author(self) -> User:
        people: list[User] = list(self.cleaned_data["author"])
        if len(people) != 1:
            raise forms.ValidationError(_("Name one person."))
        return people[0]


class LaneForm(forms.Form):
    sort = forms.ChoiceField(label=_("How it comes out"), choices=Lane.Sort.choices, widget=forms.RadioSelect)
    replies = forms.BooleanField(
        label=_("Comments and answers take it, too"),
        required=False,
        help_text=_("Otherwise what is said under an entry comes out at once."),
    )
    approvals = forms.IntegerField(
        label=_("How many approve it"),
        min_value=1,
        max_value=MOST_APPROVALS,
        required=False,
        help_text=_("The author never counts."),
    )
    hours = forms.IntegerField(
        label=_("Hours they have"),
        min_value=1,
        max_value=720,
        required=False,
        help_text=_("To approve it, or to look at it."),
    )
    at_deadline = forms.ChoiceField(
        label=_("When the time is up"), choices=Lane.AtDeadline.choices, widget=forms.RadioSelect, required=False
    )
    deputies = PeopleField(
        label=_("Deputies"),
        required=False,
        help_text=_(
            "They approve while one of those who keep the space is away or those are too few, and when the time is up."
        ),
    )
    trusted = PeopleField(
        label=_("Who goes direct"), required=False, help_text=_("What they write comes out at once, in any case.")
    )
    trial_until = forms.DateField(
        label=_("On trial until"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("After that day it goes back to what it is now. Empty: it stays."),
    )

    def __init__(self, *args: Any, lane: Lane, writer: User, **kwargs: Any) -> None:
        begun: dict[str, Any] = lane.settings | {"trial_until": lane.trial_until}
        if lane.pk:
            begun |= {name: as_text(getattr(lane, name).order_by("name")) for name in ("deputies", "trusted")}
        super().__init__(*args, **{"initial": begun, **kwargs})
        people: Any = self.fields
        people["deputies"].writer = people["trusted"].writer = writer

    def clean(self) -> dict[str, Any]:
        """What was left empty is what one begins with."""
        said: dict[str, Any] = super().clean() or {}
        for name in ("approvals", "hours", "at_deadline"):
            if name in said:
                said[name] = said[name] or getattr(Lane(), name)
        return said
