"""What the comment box sends."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from intranet.content.forms import AttachmentIds
from intranet.content.models import Entry


class CommentForm(forms.Form):
    """``client_id`` is made with the form, so pressing twice sends the same comment."""

    body = forms.CharField(label=_("Comment"), required=False, strip=False, widget=forms.Textarea({"rows": 1}))
    parent = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    attachments = AttachmentIds(required=False)

    @classmethod
    def under(cls, root: Entry, data: MultiValueDict | None = None, *, parent: int | None = None) -> CommentForm:
        return cls(data, initial={"client_id": uuid.uuid4(), "parent": parent}, auto_id=f"on-{root.entry_id}-%s")

    def refuse(self, refusal: Any) -> None:
        self.add_error(None, refusal)
