"""What people are asked about a room: what it is, who is in it, who comes later and what they read then."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chat.models import Room
from chat.rooms.calls import check_call_link
from intranet.accounts.models import User
from intranet.accounts.people_named import PeopleField
from intranet.spaces.audiences import spaces_moderated
from intranet.spaces.models import Space

Sort = Room.Sort


def spaces_to_open_in(person: User) -> Any:
    """The spaces in which this person may open a further room."""
    kept = Space.objects.filter(pk__in=spaces_moderated(person)).current().order_by("name")
    # A JSON column is asked for what it contains in another way by each database: the few are looked at here.
    return kept.filter(pk__in=[space.pk for space in kept.only("pk", "parts") if "chat" in space.parts])


class NewRoomForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    topic = forms.CharField(
        label=gettext_lazy("Topic"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What is talked about here, in a line."),
    )
    sort = forms.ChoiceField(label=gettext_lazy("Who may read it"), widget=forms.RadioSelect, initial=Sort.OPEN)
    space = forms.ModelChoiceField(
        label=gettext_lazy("Space"),
        queryset=Space.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("Only for a room of a space: everybody in the space is in it."),
    )
    people = PeopleField(label=gettext_lazy("First people"), required=False)
    about = forms.CharField(
        label=gettext_lazy("Description"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )
    mixed = forms.BooleanField(
        label=gettext_lazy("I know: people of several firms will meet in this room"), required=False
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].writer = by  # type: ignore[attr-defined]
        spaces = spaces_to_open_in(by)
        choices = [(Sort.OPEN, Sort.OPEN.label), (Sort.CLOSED, Sort.CLOSED.label)]
        if spaces:
            choices.append((Sort.SPACE, Sort.SPACE.label))
        self.fields["sort"].choices = choices  # type: ignore[attr-defined]
        self.fields["space"].queryset = spaces  # type: ignore[attr-defined]
        self.has_spaces = len(choices) == 3

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_of_space = cleaned.get("sort") == Sort.SPACE
        if is_of_space and cleaned.get("space") is None and "space" not in self.errors:
            self.add_error("space", _("Say which space the room is of."))
        if not is_of_space:
            cleaned["space"] = None
        return cleaned


class DirectForm(forms.Form):
    people = PeopleField(
        label=gettext_lazy("To"),
        help_text=gettext_lazy("One person, or several. Who is named again finds what was said before."),
    )
    mixed = forms.BooleanField(
        label=gettext_lazy("I know: people of several firms will meet in this conversation"), required=False
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].writer = by  # type: ignore[attr-defined]


class RoomForm(forms.Form):
    """The settings of a room that has a name."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    topic = forms.CharField(
        label=gettext_lazy("Topic"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What is talked about here, in a line."),
    )
    about = forms.CharField(
        label=gettext_lazy("Description"), max_length=2000, required=False, widget=forms.Textarea({"rows": 4})
    )
    posting = forms.ChoiceField(
        label=gettext_lazy("Who may write"), choices=Room.Posting.choices, widget=forms.RadioSelect
    )
    receipts = forms.BooleanField(
        label=gettext_lazy("Show who has read what"),
        required=False,
        help_text=gettext_lazy("People who keep to themselves what they have read are not shown in any room."),
    )
    call_link = forms.CharField(
        label=gettext_lazy("Where its calls are held"),
        max_length=200,
        required=False,
        widget=forms.URLInput({"placeholder": "https://"}),
        help_text=gettext_lazy("Instead of where all calls are held. Who is in the room finds it there."),
    )

    FIELDS = ("name", "topic", "about", "posting", "receipts", "call_link")

    @classmethod
    def of(cls, room: Room, data: Any = None) -> RoomForm:
        form = cls(data, initial={name: getattr(room, name) for name in cls.FIELDS})
        if room.is_default:
            # It is called as its space.
            del form.fields["name"]
        return form

    def clean_call_link(self) -> str:
        link: str = self.cleaned_data["call_link"].strip()
        check_call_link(link)
        return link


class AddPeopleForm(forms.Form):
    people = PeopleField(label=gettext_lazy("People"))
    history = forms.ChoiceField(
        label=gettext_lazy("What they read"),
        widget=forms.RadioSelect,
        choices=[
            ("without", gettext_lazy("From now on: what was said before stays with those who were here")),
            ("with", gettext_lazy("Everything: what was said before, and its files, too")),
        ],
    )
    mixed = forms.BooleanField(
        label=gettext_lazy("I know: people of several firms will meet in this room"), required=False
    )

    def __init__(self, *args: Any, by: User, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].writer = by  # type: ignore[attr-defined]
        if room.sort == Sort.OPEN:
            # All staff read it whole, in it or not.
            del self.fields["history"]

    @property
    def with_history(self) -> bool:
        return self.cleaned_data.get("history", "with") == "with"


class SuccessorForm(forms.Form):
    """Who owns the room after its only owner."""

    successor = forms.ModelChoiceField(
        label=gettext_lazy("Who owns it after you"), queryset=User.objects.none(), empty_label=gettext_lazy("Choose")
    )

    def __init__(self, *args: Any, room: Room, leaving: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heirs = User.objects.active().staff().filter(room_memberships__room=room).exclude(pk=leaving.pk)
        self.fields["successor"].queryset = heirs.order_by("folded_name")  # type: ignore[attr-defined]
        self.has_heirs = heirs.exists()


class SectionForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=40)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not name:
            raise ValidationError(_("Give it a name."), code="required")
        return name
