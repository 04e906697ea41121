"""What somebody wants of their digest, as they type it."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.core.zones import city, zone_names
from intranet.notifications.models import DigestWish


def _hours() -> list[tuple[int, str]]:
    return [(hour, time_format(time(hour), "H:i")) for hour in range(24)]


class DigestForm(forms.ModelForm[DigestWish]):
    hour = forms.TypedChoiceField(label=gettext_lazy("At"), coerce=int, choices=_hours)
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)

    class Meta:
        model = DigestWish
        fields = ("rhythm", "weekday", "hour", "zone", "most", "minutes", "executive")
        help_texts = {"weekday": gettext_lazy("For the weekly one.")}
        widgets = {"rhythm": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.instance.person
        own = _("My own (%(city)s)") % {"city": city(person.time_zone)}
        fields: dict[str, Any] = self.fields
        fields["zone"].choices = [("", own), *((name, name.replace("_", " ")) for name in zone_names())]
        if not person.is_staff_member:
            del fields["executive"]
