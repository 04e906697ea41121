"""What is asked about a poll: by the composer, on its own page, and when it is changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.conversation.models import Poll
from intranet.core.zones import instant_to_wall, wall_to_instant

from .wanted import LONGEST, MOST, WantedPoll, checked

# How many empty lines a new poll begins with.
AT_FIRST = 3


class ClosingForm(forms.Form):
    """Until when one can vote, said in the writer's own time."""

    closes_at = forms.CharField(
        label=_("Closes"),
        required=False,
        max_length=40,
        widget=forms.DateTimeInput({"type": "datetime-local"}),
        help_text=_("Without it the poll stays open until you close it."),
    )

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = writer.time_zone

    def clean_closes_at(self) -> datetime | None:
        typed = self.cleaned_data["closes_at"].strip()
        if not typed:
            return None
        try:
            wall = datetime.fromisoformat(typed)
        except ValueError as error:
            raise ValidationError(_("This is no date with a time.")) from error
        if wall.tzinfo is not None:
            return wall
        return wall_to_instant(wall.date(), wall.time(), self.zone)


class PollForm(ClosingForm):
    """The answers, one to a line of its own (``option_1`` to ``option_12``), and how they are counted."""

    multiple = forms.BooleanField(label=_("Several answers may be chosen"), required=False)
    anonymous = forms.BooleanField(
        label=_("Anonymous"),
        required=False,
        help_text=_("Nobody can find out who chose what, so a vote cannot be changed afterwards."),
    )
    results = forms.ChoiceField(
        label=_("Results are shown"),
        choices=Poll.Results.choices,
        initial=Poll.Results.VOTING,
        required=False,
    )

    field_order = [*(f"option_{number}" for number in range(1, MOST + 1)), "multiple", "anonymous", "results"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST + 1):
            self.fields[f"option_{number}"] = forms.CharField(
                label=_("Answer %(number)d") % {"number": number},
                required=False,
                max_length=LONGEST,
                widget=forms.TextInput({"autocomplete": "off"}),
            )
        self.order_fields(self.field_order)

    @property
    def lines(self) -> list[forms.BoundField]:
        """The answers that stand open: those that say something, and a few more."""
        bound = [self[f"option_{number}"] for number in range(1, MOST + 1)]
        said = [number for number, field in enumerate(bound, 1) if field.value()]
        return bound[: max(AT_FIRST, said[-1] if said else 0)]

    @property
    def spare(self) -> list[forms.BoundField]:
        """The others: without scripts they stand behind a fold."""
        return [self[f"option_{number}"] for number in range(len(self.lines) + 1, MOST + 1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            try:
                data["wanted"] = checked(self._wanted(data))
            except ValidationError as error:
                for name, sentences in error.error_dict.items():
                    self.add_error("option_1" if name == "options" else name, ValidationError(sentences))
        return data

    @staticmethod
    def _wanted(data: dict[str, Any]) -> WantedPoll:
        return WantedPoll(
            options=tuple(data.get(f"option_{number}", "") for number in range(1, MOST + 1)),
            multiple=data["multiple"],
            anonymous=data["anonymous"],
            results=data["results"] or Poll.Results.VOTING,
            closes_at=data.get("closes_at"),
        )

    @classmethod
    def of(cls, poll: Poll, data: Any = None, *, writer: User) -> PollForm:
        initial: dict[str, Any] = {
            "multiple": poll.multiple,
            "anonymous": poll.anonymous,
            "results": poll.results,
            "closes_at": said_closing(poll, writer),
        }
        initial |= {f"option_{number}": option.text for number, option in enumerate(poll.options.all(), 1)}
        return cls(data, initial=initial, writer=writer)


def said_closing(poll: Poll, writer: User) -> str:
    """The closing time as the writer's clock has it, for the control of the form."""
    if poll.closes_at is None:
        return ""
    return instant_to_wall(poll.closes_at, writer.time_zone).strftime("%Y-%m-%dT%H:%M")
