"""What is asked of who sends a broadcast."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from feeds.models import Broadcast, Twin
from intranet.accounts.models import Company, Department, User
from intranet.accounts.people_named import PeopleField
from intranet.content.forms import AttachmentIds
from intranet.content.policies import can_publish
from intranet.core import zones
from intranet.spaces.audiences import CUSTOMERS, ORG, PUBLIC, label_for
from intranet.spaces.filling import House
from intranet.spaces.models import Space

from .aims import Aim
from .policies import Rights, rights_of
from .spread.forms import TwinFields
from .spread.twins import can_write_twin

CHOSEN = "chosen"
MOST_OFFERED = 300
_MOMENT: dict[str, Any] = {
    "widget": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    "input_formats": ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
}
_BOXES = forms.CheckboxSelectMultiple


class AimFields(forms.Form):
    """Whom it is for. Who may send to spaces alone is offered nothing else."""

    audience = forms.ChoiceField(label=_("Whom is it for?"), widget=forms.RadioSelect, initial=CHOSEN)
    spaces = forms.ModelMultipleChoiceField(Space.objects.none(), label=_("Spaces"), required=False, widget=_BOXES)
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("Departments"), required=False, widget=_BOXES
    )
    with_below = forms.BooleanField(label=_("With the departments under them"), required=False, initial=True)
    places = forms.MultipleChoiceField(label=_("Places of work"), required=False, widget=_BOXES)
    roles = forms.MultipleChoiceField(label=_("Roles in the firm"), required=False, widget=_BOXES)
    companies = forms.ModelMultipleChoiceField(
        Company.objects.none(), label=_("Customer companies"), required=False, widget=_BOXES
    )
    people = PeopleField(label=_("People"), required=False, help_text=_("Names or handles, with commas between them."))

    PARTS = ("spaces", "departments", "places", "roles", "companies")

    def __init__(self, *args: Any, writer: User, space: Space | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.writer, self.rights = writer, rights_of(writer)
        offered = spaces_offered(writer, self.rights)
        cast(forms.ModelMultipleChoiceField, self.fields["spaces"]).queryset = offered
        if space is not None:
            self.initial["spaces"] = [space.pk]
        if not self.rights.house:
            for name in ("audience", "departments", "with_below", "places", "roles", "companies", "people"):
                del self.fields[name]
            return
        wide = [(name, label_for(name)) for name in (ORG, CUSTOMERS, PUBLIC)]
        cast(forms.ChoiceField, self.fields["audience"]).choices = [(CHOSEN, _("Those I choose")), *wide]
        cast(forms.ModelMultipleChoiceField, self.fields["departments"]).queryset = Department.objects.all()
        cast(forms.ModelMultipleChoiceField, self.fields["companies"]).queryset = Company.objects.current().order_by(
            "name"
        )
        people = cast(PeopleField, self.fields["people"])
        people.writer, people.among = writer, User.objects.visible_to(writer).active()
        for name, column in (("places", "location"), ("roles", "job_title")):
            cast(forms.MultipleChoiceField, self.fields[name]).choices = _said_of_themselves(column)

    def parts(self) -> list[dict[str, Any]]:
        """For the page: each way to name people, with how many are ticked in it."""
        found = []
        for name in self.PARTS:
            if name in self.fields and len(cast(Any, self.fields[name]).choices):
                ticked = self[name].value() or []
                found.append({"field": self[name], "chosen": len(ticked), "below": name == "departments"})
        return found

    def aim(self) -> Aim:
        data = self.cleaned_data
        if (audience := data.get("audience", CHOSEN)) != CHOSEN:
            return Aim(audience)
        departments = list(data.get("departments", ()))
        if data.get("with_below") and departments:
            house = House()
            under = set().union(*(house.departments_under(one.pk) for one in departments))
            departments = list(Department.objects.filter(pk__in=under))
        return Aim(
            spaces=list(data["spaces"]),
            departments=departments,
            companies=list(data.get("companies", ())),
            places=data.get("places", ()),
            roles=data.get("roles", ()),
            people=data.get("people", ()),
        )


class BroadcastForm(TwinFields, AimFields):
    """All of it. It is sent once it has said to how many: ``checked`` is what was looked at."""

    title = forms.CharField(label=_("Title"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    body = forms.CharField(label=_("Text"), strip=False, widget=forms.Textarea({"rows": 8}))
    signed_by = forms.TypedChoiceField(label=_("Signed by"), coerce=int)
    must_acknowledge = forms.BooleanField(
        label=_("Ask each to acknowledge it"), required=False, help_text=_("You see who has not.")
    )
    acknowledge_by = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reminds = forms.BooleanField(label=_("Remind those who have not"), required=False, initial=True)
    stays_until_seen = forms.BooleanField(
        label=_("Keep it on top of their home page until they have seen it"), required=False
    )
    expires_at = forms.DateTimeField(
        label=_("Expires"), required=False, help_text=_("From then on it can be read, and asks for nothing."), **_MOMENT
    )
    late_joiners = forms.ChoiceField(
        label=_("Who joins later"),
        choices=Broadcast.LateJoiners.choices,
        initial=Broadcast.LateJoiners.CURRENT,
    )
    goal = forms.CharField(
        label=_("What is it to achieve?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Only those who see its reach read this."),
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    attachments = AttachmentIds(required=False)
    checked = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, writer=writer, **kwargs)
        leaders = list(User.objects.active().filter(delegates__writer=writer).order_by("name"))
        self.may_delegate = bool(leaders)
        names = [(person.pk, person.name) for person in (writer, *leaders)]
        cast(forms.TypedChoiceField, self.fields["signed_by"]).choices = names
        self.fields["signed_by"].required = False
        self.fields["late_joiners"].required = False
        if not can_publish(writer, space=None, audience=PUBLIC):
            self.without_twin()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["expires_at"] = on_the_clock_of(self.writer, data.get("expires_at"))
        if not self.errors and not self.aim():
            raise ValidationError(_("Say whom it is for."), code="aim")
        return data

    def signer(self) -> User:
        number = self.cleaned_data["signed_by"] or self.writer.pk
        return self.writer if number == self.writer.pk else User.objects.get(pk=number)

    def digest(self) -> str:
        """Whom it is for, in a word: where that changes, it is counted again before it is sent."""
        names = (*self.PARTS, "audience", "with_below", "people", "signed_by")
        said = json.dumps({name: self.data.getlist(name) for name in names if name in self.fields})  # type: ignore[attr-defined]
        return hashlib.sha256(said.encode()).hexdigest()

    def said(self) -> dict[str, Any]:
        """What ``publish_broadcast`` takes besides whom it is for."""
        names = (
            "title",
            "body",
            "must_acknowledge",
            "acknowledge_by",
            "reminds",
            "stays_until_seen",
            "expires_at",
            "goal",
            "client_id",
        )
        late = self.cleaned_data["late_joiners"] or Broadcast.LateJoiners.CURRENT
        return {name: self.cleaned_data[name] for name in names} | {
            "late_joiners": late,
            "attachment_ids": self.cleaned_data["attachments"],
            "twin": self.twin(),
        }


class WordsForm(TwinFields):
    title = forms.CharField(label=_("Title"), max_length=200)
    body = forms.CharField(label=_("Text"), strip=False, widget=forms.Textarea({"rows": 10}))
    ask_again = forms.BooleanField(
        label=_("Ask everybody to acknowledge it again"),
        required=False,
        help_text=_("Without this, those who have acknowledged are marked as having read an older text."),
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, broadcast: Broadcast, writer: User, data: Any = None) -> WordsForm:
        """With what the public reads, while neither is out."""
        initial = {"title": broadcast.title, "body": broadcast.body, "based_on": broadcast.revisions_count}
        takes_twin = not broadcast.is_published and bool(can_write_twin(writer, broadcast))
        if takes_twin:
            initial |= cls.initial_of(Twin.objects.filter(broadcast=broadcast).first())
        form = cls(data, initial=initial)
        if not takes_twin:
            form.without_twin()
        if not broadcast.must_acknowledge:
            del form.fields["ask_again"]
        return form

    def said(self) -> dict[str, Any]:
        """What ``edit_broadcast`` takes."""
        words = {name: value for name, value in self.cleaned_data.items() if name not in self.TWIN}
        return words | ({"twin": self.twin()} if self.has_twin else {})


class TermsForm(forms.Form):
    """What is asked with it, and what came of it."""

    must_acknowledge = forms.BooleanField(label=_("Ask each to acknowledge it"), required=False)
    acknowledge_by = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reminds = forms.BooleanField(label=_("Remind those who have not"), required=False)
    stays_until_seen = forms.BooleanField(
        label=_("Keep it on top of their home page until they have seen it"), required=False
    )
    expires_at = forms.DateTimeField(label=_("Expires"), required=False, **_MOMENT)
    late_joiners = forms.ChoiceField(label=_("Who joins later"), choices=Broadcast.LateJoiners.choices)
    goal = forms.CharField(
        label=_("What is it to achieve?"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )
    outcome = forms.CharField(
        label=_("What came of it?"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )

    @classmethod
    def of(cls, broadcast: Broadcast, writer: User, data: Any = None) -> TermsForm:
        initial = {name: getattr(broadcast, name) for name in cls.base_fields}
        if broadcast.expires_at is not None:
            initial["expires_at"] = zones.instant_to_wall(broadcast.expires_at, writer.time_zone)
        form = cls(data, initial=initial)
        form.writer = writer  # type: ignore[attr-defined]
        form.ended = broadcast.expires_at  # type: ignore[attr-defined]
        return form

    def said(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        ends = on_the_clock_of(self.writer, data["expires_at"])  # type: ignore[attr-defined]
        ended = self.ended  # type: ignore[attr-defined]
        # The field knows minutes: what was not touched stays what it was.
        same = ended is not None and ends is not None and abs((ends - ended).total_seconds()) < 60
        return data | {"expires_at": ended if same else ends}


class NameForm(forms.Form):
    """A colleague, and for what."""

    person = PeopleField(label=_("Who"), help_text=_("One name or handle."))

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(PeopleField, self.fields["person"])
        field.writer, field.among = writer, User.objects.visible_to(writer).active().staff()

    def clean_person(self) -> User:
        people: list[User] = self.cleaned_data["person"]
        if len(people) != 1:
            raise ValidationError(_("Name one person."))
        return people[0]


class BroadcasterForm(NameForm):
    space = forms.ModelChoiceField(
        Space.objects.none(), label=_("Where"), required=False, empty_label=_("The whole house")
    )

    def __init__(self, *args: Any, writer: User, spaces: Any, **kwargs: Any) -> None:
        super().__init__(*args, writer=writer, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["space"])
        field.queryset = spaces
        if not writer.is_admin:
            field.empty_label, field.required = None, True


def spaces_offered(writer: User, rights: Rights) -> Any:
    spaces = Space.objects.visible_to(writer).current().order_by("name")
    if not rights.house:
        spaces = spaces.filter(pk__in=rights.spaces)
    return spaces


def on_the_clock_of(person: User, written: datetime | None) -> datetime | None:
    """A time as it was written, by the clocks where this person is."""
    if written is None:
        return None
    wall = written.replace(tzinfo=None)
    return zones.wall_to_instant(wall.date(), wall.time(), person.time_zone)


def _said_of_themselves(column: str) -> list[tuple[str, str]]:
    """What colleagues have written there, each once; a place of work only of those who show it."""
    staff = User.objects.active().staff().exclude(**{column: ""})
    if column == "location":
        from intranet.spaces.filling.attributes import shows_place  # noqa: PLC0415 - for this alone

        staff = staff.filter(shows_place())
    found: dict[str, str] = {}
    for value in staff.order_by(column).values_list(column, flat=True).distinct()[:MOST_OFFERED]:
        found.setdefault(value.casefold(), value)
    return [(value, value) for value in found.values()]
