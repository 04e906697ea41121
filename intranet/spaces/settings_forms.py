"""What owners are asked about how a space begins, fills and ends."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import Department, User

from .actions.starting import LONGEST_WELCOME, MOST_ITEMS, Step
from .filling import attributes
from .models import MembershipRule, Pilot, Space
from .tree import places_for

EMPTY_STEPS = 3


class RuleForm(forms.Form):
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.all(), required=False, empty_label=_("Any")
    )
    with_subdepartments = forms.BooleanField(label=_("With the departments under it"), required=False, initial=True)
    attribute = forms.ChoiceField(label=_("What the profile says"), required=False)
    value = forms.CharField(
        label=_("Is, or for a role contains"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    matching = forms.ChoiceField(
        label=_("If you give both"),
        choices=MembershipRule.Matching.choices,
        widget=forms.RadioSelect,
        required=False,
        initial="all",
    )

    def __init__(self, *args: Any, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from .policies import may_ask_about  # noqa: PLC0415 - policies ask for models, models for nothing here

        asked: Any = self.fields["attribute"]
        open_to = [one for one in attributes() if may_ask_about(one, space.visibility)]
        asked.choices = [("", _("Nothing")), *((one.key, one.label) for one in open_to)]

    @classmethod
    def of(cls, space: Space, rule: MembershipRule | None, data: Any = None) -> RuleForm:
        names = ("department", "with_subdepartments", "attribute", "value", "matching")
        initial = {name: getattr(rule, name) for name in names} if rule else {"department": space.department}
        return cls(data, space=space, initial=initial)

    def clean_matching(self) -> str:
        return self.cleaned_data["matching"] or MembershipRule.Matching.ALL


class WelcomeForm(forms.Form):
    welcome = forms.CharField(
        label=_("Welcome"),
        max_length=LONGEST_WELCOME,
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Newcomers read it once, at the top of the space. Markdown."),
    )


class StepForm(forms.Form):
    """One line of the checklist; emptied, it goes."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    label = forms.CharField(
        label=_("What to do"), max_length=160, required=False, widget=forms.TextInput({"placeholder": _("What to do")})
    )
    link = forms.CharField(
        label=_("Link"), max_length=500, required=False, widget=forms.TextInput({"placeholder": "https://"})
    )

    def step(self) -> Step:
        data = self.cleaned_data
        return Step(data.get("label", ""), data.get("link", ""), data.get("pk") or 0)


StepSet = forms.formset_factory(StepForm, extra=EMPTY_STEPS, can_order=True, max_num=MOST_ITEMS, absolute_max=50)


def steps_of(space: Space, data: Any = None) -> Any:
    """The lines of the checklist and a few empty ones."""
    initial = [{"pk": item.pk, "label": item.label, "link": item.link} for item in space.checklist.all()]
    found = StepSet(data, initial=initial, prefix="step")
    for form in found.forms:
        form.fields["ORDER"].widget.attrs |= {"min": 1, "inputmode": "numeric"}
        form.fields["ORDER"].label = _("Place")
        form.order_fields(["ORDER", "label", "link"])
    return found


class PilotForm(forms.Form):
    goal = forms.CharField(label=_("What it is to find out"), max_length=300, widget=forms.Textarea({"rows": 2}))
    ends_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("After it the space can be read and not written, and a report is made."),
    )

    @classmethod
    def of(cls, pilot: Pilot | None, data: Any = None) -> PilotForm:
        running = pilot is not None and pilot.is_running
        in_three_months = localdate() + datetime.timedelta(days=90)
        return cls(
            data,
            initial={
                "goal": pilot.goal if pilot and running else "",
                "ends_on": pilot.ends_on if pilot and running else in_three_months,
            },
        )


class ProlongForm(forms.Form):
    ends_on = forms.DateField(label=_("New last day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class PilotAnswerForm(forms.Form):
    """What it came to, by those who keep the space."""

    reached = forms.ChoiceField(
        label=_("Did it reach its goal?"), choices=Pilot.Reached.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(label=_("Why you think so"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    next_step = forms.ChoiceField(label=_("What comes next?"), choices=Pilot.Next.choices, widget=forms.RadioSelect)

    @classmethod
    def of(cls, pilot: Pilot | None, data: Any = None) -> PilotAnswerForm:
        names = ("reached", "why", "next_step")
        return cls(data, initial={name: getattr(pilot, name) for name in names} if pilot is not None else None)


class PlaceForm(forms.Form):
    """Where a space stands in the directory."""

    parent = forms.ModelChoiceField(
        label=_("Stands in"), queryset=Space.objects.none(), required=False, empty_label=_("No other space")
    )

    def __init__(self, *args: Any, mover: User, space: Space | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent: Any = self.fields["parent"]
        parent.queryset = places_for(mover, space)

    @property
    def has_places(self) -> bool:
        parent: Any = self.fields["parent"]
        return bool(parent.queryset.exists())


class AddPeopleForm(forms.Form):
    """Many at once: a list, a file, a department, or whoever is in another space."""

    people = forms.CharField(
        label=_("E-mail addresses or handles"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea({"rows": 5, "placeholder": "ada@example.com, @ben"}),
        help_text=_("One a line, or with commas between them."),
    )
    file = forms.FileField(
        label=_("Or a table (CSV)"),
        required=False,
        widget=forms.FileInput({"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=_("With a column “e-mail” or “handle”, or nothing but addresses."),
    )
    department = forms.ModelChoiceField(
        label=_("Or a department, with those under it"),
        queryset=Department.objects.all(),
        required=False,
        empty_label=_("None"),
    )
    space = forms.ModelChoiceField(
        label=_("Or everybody in a space"), queryset=Space.objects.none(), required=False, empty_label=_("None")
    )

    def __init__(self, *args: Any, adder: User, into: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        space: Any = self.fields["space"]
        space.queryset = Space.objects.visible_to(adder).joined_by(adder).exclude(pk=into.pk).order_by("name")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in ("people", "file", "department", "space")):
            raise forms.ValidationError(_("Say whom to add: a list, a file, a department or a space."), code="nobody")
        return data
