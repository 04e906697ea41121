from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.models import User
from intranet.accounts.people_named import PeopleField

from .actions import LONGEST_REASON
from .policies import can_name


class ChampionForm(forms.Form):
    person = PeopleField(label=gettext_lazy("Who"))
    reason = forms.CharField(
        label=gettext_lazy("What for"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("What people may turn to them for, in a line. It stands on their page."),
    )

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.writer = writer
        people: Any = self.fields
        people["person"].writer = writer

    def clean_person(self) -> User:
        named = self.cleaned_data["person"]
        if len(named) != 1:
            raise ValidationError(_("Name one person."))
        person: User = named[0]
        if not (allowed := can_name(self.writer, person)):
            raise ValidationError(str(allowed.refusal))
        return person
