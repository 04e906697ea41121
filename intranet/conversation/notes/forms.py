"""What is typed into a note."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from intranet.content.forms import AttachmentIds


class NoteForm(forms.Form):
    body = forms.CharField(
        label=_("Note for the staff"),
        strip=False,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write something first.")},
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    attachments = AttachmentIds(required=False)
