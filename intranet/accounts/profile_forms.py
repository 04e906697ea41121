"""What people are asked about themselves: both sides of the page, status and absence."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from . import profiles
from .models import ProfileAnswer, ProfileField, Skill, User

# What stands under which heading of one's own page.
AT_WORK = ("name", "job_title", "location", "phone")
PERSONAL = ("bio", "pronouns", "interests", "website")


class PersonInput(forms.TextInput):
    """A handle, with people offered while one types."""

    template_name = "accounts/person_input.html"


_WIDGETS: dict[str, Any] = {
    ProfileField.Sort.LONG: lambda: forms.Textarea({"rows": 4, "maxlength": 2000}),
    ProfileField.Sort.DATE: lambda: forms.DateInput({"type": "date"}),
    ProfileField.Sort.NUMBER: lambda: forms.TextInput({"inputmode": "decimal", "maxlength": 24}),
    ProfileField.Sort.LINK: lambda: forms.TextInput({"inputmode": "url", "maxlength": 300, "autocomplete": "off"}),
    ProfileField.Sort.PERSON: lambda: PersonInput({"maxlength": 41, "autocomplete": "off"}),
}


def answer_inputs(fields: Iterable[ProfileField], person: User) -> dict[str, forms.Field]:
    """A form field for each of the firm's own fields, holding what the person has answered. What is an answer is
    checked by ``accounts.answers``, for forms and programs alike."""
    fields = list(fields)
    rows = ProfileAnswer.objects.filter(person=person, field__in=fields).select_related("about")
    answered = {row.field_id: row.about.handle if row.about else row.value for row in rows}
    return {field.name: _input(field, answered.get(field.pk, "")) for field in fields}


def _input(field: ProfileField, value: str) -> forms.Field:
    told: dict[str, Any] = {
        "label": field.words,
        "required": field.required,
        "initial": value,
        "help_text": field.hint,
    }
    if field.sort == ProfileField.Sort.CHOICE:
        # What was chosen before the choice was taken off the list stays until something else is chosen.
        choices = [*field.choices, *([value] if value and value not in field.choices else [])]
        return forms.ChoiceField(choices=[("", "–"), *((choice, choice) for choice in choices)], **told)
    widget = _WIDGETS.get(field.sort, lambda: forms.TextInput({"maxlength": 200}))()
    return forms.CharField(widget=widget, **told)


class ProfileForm(forms.ModelForm):
    """What others read about oneself, and, beside each field that has one, who may read it."""

    skills = forms.CharField(
        label=_("Skills"),
        required=False,
        max_length=2000,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("What colleagues may ask you about. Separate with commas; thirty at most."),
    )
    birth_day = forms.IntegerField(label=_("Day"), required=False, min_value=1, max_value=31)
    birth_month = forms.TypedChoiceField(
        label=_("Month"), required=False, coerce=int, empty_value=None, choices=[("", "–"), *MONTHS.items()]
    )
    birth_year = forms.IntegerField(label=_("Year"), required=False, min_value=1, max_value=9999)

    class Meta:
        model = User
        fields = [*AT_WORK, "bio", "pronouns", "interests", "celebrate_birthday", "celebrate_start"]
        widgets = {
            "name": forms.TextInput({"autocomplete": "name"}),
            "job_title": forms.TextInput({"autocomplete": "organization-title"}),
            "phone": forms.TextInput({"type": "tel", "autocomplete": "tel"}),
            "bio": forms.Textarea({"rows": 5}),
        }
        labels = {
            "celebrate_birthday": _("Let colleagues congratulate me on my birthday"),
            "celebrate_start": _("Let colleagues congratulate me on my years here"),
        }
        help_texts = {
            "job_title": _("Stands beside your name wherever you write."),
            "bio": _("What people may ask you about."),
            "celebrate_birthday": _("Colleagues who see your birthday are told of it on the day, without your age."),
            "celebrate_start": _("Colleagues are told on the day you began here."),
        }

    def __init__(self, *args: Any, own: Iterable[ProfileField] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.instance
        self.initial["name"] = person.full_name
        if not person.is_customer:
            del self.fields["job_title"]
        if not person.is_staff_member:
            del self.fields["celebrate_start"]
        self.fields["website"] = forms.CharField(
            label=_("Personal link"),
            required=False,
            max_length=300,
            widget=forms.TextInput({"inputmode": "url", "autocomplete": "url"}),
            initial=person.website,
        )
        self.own = [field for field in own if not field.managed]
        self.fields.update(answer_inputs(self.own, person))
        self.initial["skills"] = ", ".join(Skill.objects.filter(people=person).values_list("name", flat=True))
        self.initial.update({name: getattr(person, name) for name in ("birth_day", "birth_month", "birth_year")})
        self._audiences = profiles.choices_for(person)

    def _post_clean(self) -> None:
        """Leave the person as it is: the actions compare with it, and have the rules."""

    @property
    def at_work(self) -> list[tuple[Any, Any]]:
        return [(self[name], self._shown_to(name)) for name in AT_WORK if name in self.fields]

    @property
    def personal(self) -> list[tuple[Any, Any]]:
        """Each field with the control that says who sees it."""
        return [(self[name], self._shown_to(name)) for name in PERSONAL]

    @property
    def answers(self) -> list[tuple[Any, Any]]:
        return [(self[field.name], self.audience_control(field)) for field in self.own]

    def asked_answers(self) -> dict[str, str]:
        return {field.name: self.cleaned_data[field.name] for field in self.own}

    def _shown_to(self, name: str) -> dict[str, Any] | None:
        fields = {field.name: field for field in profiles.FIELDS}
        return self.audience_control(fields[name]) if name in fields else None

    def audience_control(self, field: profiles.Shown) -> dict[str, Any]:
        chosen = profiles.audience_of(self.instance, field)
        choices = [(value, label, value == chosen) for value, label in self._audiences]
        return {"name": f"shown_{field.name}", "choices": choices}


# --- For a while ----------------------------------------------------------------------------------------------------

LASTS = [
    ("", _("Until I clear it")),
    ("30", _("30 minutes")),
    ("60", _("One hour")),
    ("today", _("Today")),
    ("week", _("This week")),
    ("until", _("Until…")),
]


def end_of(lasts: str, person: User) -> datetime.datetime | None:
    """When a status of this length ends, by the person's own clock; None for one that is cleared by hand."""
    zone = zoneinfo.ZoneInfo(person.time_zone)
    here = now().astimezone(zone)
    midnight = datetime.datetime(here.year, here.month, here.day, tzinfo=zone)
    match lasts:
        case "30" | "60":
            return now() + datetime.timedelta(minutes=int(lasts))
        case "today":
            return midnight + datetime.timedelta(days=1)
        case "week":
            return midnight + datetime.timedelta(days=7 - here.weekday())
    return None


class StatusForm(forms.Form):
    emoji = forms.CharField(
        label=_("Emoji"), required=False, max_length=16, widget=forms.TextInput({"autocomplete": "off"})
    )
    text = forms.CharField(
        label=_("What are you up to"), required=False, max_length=80, widget=forms.TextInput({"autocomplete": "off"})
    )
    lasts = forms.ChoiceField(label=_("Clear it after"), required=False, choices=LASTS)
    until = forms.DateTimeField(
        label=_("Until"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("lasts") == "until" and not data.get("until") and "until" not in self.errors:
            self.add_error("until", _("Say until when."))
        return data

    def ends(self, person: User) -> datetime.datetime | None:
        asked = self.cleaned_data
        return asked["until"] if asked["lasts"] == "until" else end_of(asked["lasts"], person)


class AbsenceForm(forms.Form):
    first_day = forms.DateField(
        label=_("First day away"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), required=False
    )
    last_day = forms.DateField(label=_("Last day away"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    message = forms.CharField(
        label=_("Message"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("For whoever wants to reach you meanwhile."),
    )
    stand_in = forms.CharField(
        label=_("Who stands in"),
        required=False,
        max_length=41,
        widget=PersonInput({"autocomplete": "off"}),
        help_text=_("A colleague whom others are sent to."),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_stand_in(self) -> User | None:
        handle = self.cleaned_data["stand_in"].strip().removeprefix("@").lower()
        if not handle:
            return None
        found = User.objects.visible_to(self.person).active().filter(handle=handle).first()
        if found is None:
            raise forms.ValidationError(_("There is nobody here called @%(handle)s.") % {"handle": handle})
        return found


# --- For admins and staff -------------------------------------------------------------------------------------------


class ChoicesField(forms.CharField):
    """A list, one to a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]


class FieldForm(forms.ModelForm):
    """One of the firm's own fields. The rules are those of ``actions.add_field`` and ``change_field``."""

    choices = ChoicesField(
        label=_("Choices"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("One to a line. Only for “One of several”."),
    )

    class Meta:
        model = ProfileField
        fields = ["label", "label_it", "hint", "sort", "choices", "managed", "audience", "required", "searchable"]
        help_texts = {
            "managed": _(
                "It stands in the professional profile. Without this it is personal: only its owner writes it."
            ),
            "audience": _("At first. Each person may choose otherwise."),
            "searchable": _("Texts are found by their words; choices become a filter as well."),
        }

    def _post_clean(self) -> None:
        """The actions check and take."""


class NoteForm(forms.Form):
    body = forms.CharField(label=_("A note for staff"), max_length=2000, widget=forms.Textarea({"rows": 3}))


def split_skills(text: str) -> list[str]:
    return [name.strip() for name in text.replace(";", ",").split(",") if name.strip()]


def chosen_audiences(sent: Mapping[str, str], own: Iterable[ProfileField]) -> dict[str, str]:
    """What the controls of the page say: field name to audience."""
    names = [*(field.name for field in profiles.FIELDS), profiles.SKILLS.name, profiles.STATUS.name]
    names += [profiles.ABSENCE.name, *(field.name for field in own)]
    return {name: sent[f"shown_{name}"] for name in names if sent.get(f"shown_{name}")}
