"""Where to take something, and what to say with it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chat import policies
from chat.models import Room, RoomMember
from chat.rooms.labels import label_of, others_in
from intranet.accounts.models import User
from intranet.accounts.people_named import PeopleField
from intranet.conversation.polls.forms import PollForm

# Rooms to choose from, the liveliest first.
MOST_ROOMS = 200


def rooms_to_write_in(person: User) -> list[tuple[int, str]]:
    """(room, what it is called for this person), where they may write in the main line; the liveliest first."""
    mine = Room.objects.joined_by(person).visible_to(person).current().select_related("space")
    rooms = list(mine.order_by("-last_message_at", "-pk")[:MOST_ROOMS])
    others = others_in(rooms, person)
    memberships = {row.room_id: row for row in RoomMember.objects.filter(person=person, room__in=rooms)}
    return [
        (room.pk, label_of(room, others.get(room.pk, [])))
        for room in rooms
        if policies.can_write_in(person, room, membership=memberships[room.pk])
    ]


class WhereToForm(forms.Form):
    """A room one is in, or a person; and a line of one's own."""

    room = forms.TypedChoiceField(label=_("Room"), required=False, coerce=int, empty_value=None)
    people = PeopleField(label=_("Or to a person"), required=False)
    body = forms.CharField(
        label=_("A line of your own"), required=False, strip=False, widget=forms.Textarea({"rows": 2})
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, *, person: User) -> None:
        super().__init__(data, initial={"client_id": uuid.uuid4()})
        cast(PeopleField, self.fields["people"]).writer = person
        cast(forms.ChoiceField, self.fields["room"]).choices = [("", _("Choose a room")), *rooms_to_write_in(person)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("room")) == bool(data.get("people")):
            raise ValidationError(_("Choose a room or a person."), code="where")
        return data


class RoomPollForm(PollForm):
    """The question and its answers."""

    question = forms.CharField(
        label=_("Question"), max_length=2000, widget=forms.TextInput({"autocomplete": "off", "autofocus": True})
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ["question", *PollForm.field_order]
