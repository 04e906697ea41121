"""What is typed where ideas are joined and made of comments."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SplitForm(forms.Form):
    title = forms.CharField(
        label=_("Title of the new idea"),
        max_length=200,
        error_messages={"required": _("Say in one line what it is about.")},
    )
