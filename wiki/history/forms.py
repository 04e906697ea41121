"""What is typed about versions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class NoteForm(forms.Form):
    note = forms.CharField(label=_("What is this version?"), required=False, max_length=200)


class WithdrawForm(forms.Form):
    last = forms.IntegerField(label=_("Up to version"), min_value=1, max_value=2**31 - 1)
    reason = forms.CharField(
        label=_("Why? This stands in the history instead of the text."),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )


class PairForm(forms.Form):
    """Two versions, in whatever order."""

    older = forms.IntegerField(label=_("From version"), min_value=0, max_value=2**31 - 1)
    newer = forms.IntegerField(label=_("To version"), min_value=0, max_value=2**31 - 1)
