from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Flag


class FlagForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong?"), choices=Flag.Reason.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Anything the moderators should know"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class HideForm(forms.Form):
    reason = forms.CharField(label=_("Why? The author reads this."), max_length=500, widget=forms.Textarea({"rows": 3}))
