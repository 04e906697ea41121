"""What a room's composer sends."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.content.attachments import at_hand
from intranet.content.forms import AttachmentIds

from .models import Message, Room


class MessageForm(forms.Form):
    """``client_id`` is made with the form, so that what is sent twice is said once."""

    body = forms.CharField(label=_("Message"), required=False, strip=False, widget=forms.Textarea({"rows": 1}))
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    thread = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    also_in_room = forms.BooleanField(label=_("Also in the room"), required=False)
    quoted = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    attachments = AttachmentIds(required=False)

    # Of a form that has come back: the files that were sent with it, as its upload-drop shows them.
    tiles = ""
    draft_key = ""

    @classmethod
    def of(
        cls,
        room: Room,
        data: MultiValueDict | None = None,
        *,
        thread: Message | None = None,
        quoted: int | None = None,
    ) -> MessageForm:
        """The composer of a room, or of the thread under one of its messages."""
        initial = {"client_id": uuid.uuid4(), "thread": thread.pk if thread else None, "quoted": quoted}
        form = cls(data, initial=initial, auto_id=f"thread-{thread.pk}-%s" if thread else f"room-{room.pk}-%s")
        form.draft_key = f"thread:{thread.pk}" if thread else f"room:{room.pk}"
        return form

    def refuse(self, refusal: Any, *, by: User) -> None:
        self.add_error(None, refusal)
        self.tiles = json.dumps(at_hand(self.cleaned_data.get("attachments", ()), by=by))
