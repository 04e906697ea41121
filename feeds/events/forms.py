"""What is asked of an event."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from feeds.forms import AttachmentIds
from feeds.models import Event, EventChoices
from feeds.policies import Place
from intranet.accounts.models import User
from intranet.accounts.people_named import PeopleField, as_text
from intranet.core import zones
from intranet.spaces.models import Space

from .policies import places_for_events

_DATE = {"type": "date"}
_TIME = {"type": "time"}


class EventOwnForm(forms.Form):
    """When, where, and for how many: what all who organise it may change."""

    all_day = forms.BooleanField(label=_("All day"), required=False)
    starts_on = forms.DateField(label=_("Begins on"), widget=forms.DateInput(_DATE, format="%Y-%m-%d"))
    starts_at = forms.TimeField(
        label=_("Begins at"),
        widget=forms.TimeInput(_TIME, format="%H:%M"),
        error_messages={"required": _("Say when it begins, or that it takes all day.")},
    )
    ends_on = forms.DateField(label=_("Ends on"), required=False, widget=forms.DateInput(_DATE, format="%Y-%m-%d"))
    ends_at = forms.TimeField(label=_("Ends at"), required=False, widget=forms.TimeInput(_TIME, format="%H:%M"))
    time_zone = forms.ChoiceField(label=_("Time zone"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    join_link = forms.CharField(
        label=_("Link to join"), max_length=1000, required=False, widget=forms.URLInput({"placeholder": "https://"})
    )
    capacity = forms.IntegerField(
        label=_("How many can come"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Whoever says yes after that waits for a place."),
    )
    answer_by = forms.DateTimeField(
        label=_("Answer by"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked for unless it takes all day.
        all_day = self.data.get("all_day") if self.is_bound else self.initial.get("all_day")
        self.fields["starts_at"].required = not all_day
        choices = [(name, name.replace("_", " ")) for name in zones.zone_names()]
        given = self.initial.get("time_zone")
        if given and given not in dict(choices):
            choices.insert(0, (given, given))
        cast(forms.ChoiceField, self.fields["time_zone"]).choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (written := data.get("answer_by")) and data.get("time_zone"):
            # Said by the clocks of the event, wherever the writer is.
            wall: datetime = written.replace(tzinfo=None)
            data["answer_by"] = zones.wall_to_instant(wall.date(), wall.time(), data["time_zone"])
        return data

    def own(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in EventOwnForm.base_fields}

    @staticmethod
    def said_by(event: Event) -> dict[str, Any]:
        own = {name: getattr(event, name) for name in EventOwnForm.base_fields}
        if event.answer_by is not None:
            own["answer_by"] = zones.instant_to_wall(event.answer_by, event.time_zone)
        return own


class EventForm(EventOwnForm):
    """A new event, or all of one for its author."""

    audience = forms.ChoiceField(label=_("Who is invited"))
    title = forms.CharField(
        label=_("What"), max_length=200, widget=forms.TextInput({"autocomplete": "off", "data-carried": "title"})
    )
    body = forms.CharField(
        label=_("Description"), required=False, strip=False, widget=forms.Textarea({"rows": 4, "data-carried": "body"})
    )
    organisers = PeopleField(
        label=_("Organised with"),
        required=False,
        help_text=_("Colleagues who may change it too: names or handles, with commas between them."),
    )
    attachments = AttachmentIds(required=False)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, writer: User, space: Space | None = None, event: Event | None = None, **kwargs: Any
    ) -> None:
        initial = kwargs.pop("initial", None) or {}
        if event is not None:
            initial = self.said_by(event) | {
                "title": event.title,
                "body": event.body,
                "based_on": event.revisions_count,
                "organisers": as_text(event.organisers.all()),
            }
        else:
            initial = {"time_zone": writer.time_zone} | initial
        super().__init__(*args, initial=initial, **kwargs)
        cast(PeopleField, self.fields["organisers"]).writer = writer
        self.places: list[Place] = []
        if event is not None:
            del self.fields["audience"], self.fields["client_id"], self.fields["attachments"]
            return
        self.places = places_for_events(writer)
        audience = cast(forms.ChoiceField, self.fields["audience"])
        audience.choices = [(place.audience, place.label) for place in self.places]
        if not self.is_bound and self.places:
            here = space.audience if space is not None else ""
            known = {place.audience for place in self.places}
            self.initial.setdefault("audience", here if here in known else self.places[0].audience)

    @property
    def chosen_place(self) -> Place | None:
        """Where the control stands, for the warning beside it."""
        typed = self["audience"].value()
        return next((place for place in self.places if place.audience == typed), None)

    def place_for(self) -> Place:
        return next(place for place in self.places if place.audience == self.cleaned_data["audience"])


class CancelForm(forms.Form):
    why = forms.CharField(
        label=_("Why"), max_length=500, required=False, help_text=_("Those who meant to come read it.")
    )


class ReminderForm(forms.Form):
    remind = forms.TypedChoiceField(
        label=_("Remind me of what I come to"),
        choices=EventChoices.Lead.choices,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("Of an event that takes all day, towards the evening before."),
    )


class AddressForm(forms.Form):
    covers = forms.ChoiceField(label=_("What it holds"), choices=EventChoices.Covers.choices, widget=forms.RadioSelect)
