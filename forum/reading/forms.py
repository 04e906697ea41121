"""What is typed in return."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from intranet.content.forms import AttachmentIds


class AnswerForm(forms.Form):
    body = forms.CharField(
        label=_("Your answer"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 5}),
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    attachments = AttachmentIds(required=False)
