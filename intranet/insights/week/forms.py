from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

DAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
)


class WishForm(forms.Form):
    day = forms.TypedChoiceField(label=_("Day"), choices=DAYS, coerce=int, initial=0)
    hour = forms.TypedChoiceField(
        label=_("Hour"), choices=[(hour, f"{hour}:00") for hour in range(24)], coerce=int, initial=8
    )
