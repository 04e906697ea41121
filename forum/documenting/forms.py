from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.models import LeftOut

MOST = 10**6


class LeaveOutForm(forms.Form):
    list = forms.ChoiceField(choices=LeftOut.List.choices)
    reason = forms.CharField(label=_("Why it needs no page"), max_length=200)
    entry = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    text = forms.CharField(required=False, max_length=120)


class FloorForm(forms.Form):
    """From how many on; what is not said is as the site has it."""

    views = forms.IntegerField(label=_("Readers, at least"), min_value=0, max_value=MOST)
    voices = forms.IntegerField(label=_("or people with the same question"), min_value=0, max_value=10**6)
