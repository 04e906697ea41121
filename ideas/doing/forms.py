"""Whose an idea is, by when it is due, what is to be done, and what it is worth."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models import Idea
from intranet.accounts.models import User
from intranet.accounts.people_named import PeopleField

from .actions import LONGEST_STEP

ONE_TO_FIVE = [("", gettext_lazy("not said")), *((n, str(n)) for n in range(1, 6))]


class OwnerForm(forms.Form):
    to = PeopleField(label=gettext_lazy("Who sees it through"), required=False)
    due_on = forms.DateField(
        label=gettext_lazy("Due on"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, idea: Idea, writer: User, takes_a_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].writer = writer  # type: ignore[attr-defined]
        self.initial.setdefault("to", f"@{idea.owner.handle}" if idea.owner is not None else "")
        self.initial.setdefault("due_on", idea.due_on)
        if not takes_a_day:
            del self.fields["due_on"]

    def clean_to(self) -> User | None:
        named = self.cleaned_data["to"] or []
        if len(named) > 1:
            raise ValidationError(_("Name one person."))
        return named[0] if named else None


class StepForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What is to be done"),
        max_length=LONGEST_STEP,
        error_messages={"required": gettext_lazy("Say what is to be done.")},
    )


class ScoreForm(forms.Form):
    impact = forms.TypedChoiceField(
        label=gettext_lazy("Impact"), choices=ONE_TO_FIVE, required=False, coerce=int, empty_value=None
    )
    effort = forms.TypedChoiceField(
        label=gettext_lazy("Effort"), choices=ONE_TO_FIVE, required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, idea: Idea | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
        if idea is not None:
            self.initial = {"impact": idea.impact, "effort": idea.effort}
