"""Whom an admin lets see the figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.accounts.people_named import PeopleField


class AnalystForm(forms.Form):
    people = PeopleField(label=_("Colleagues"))

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, PeopleField)
        field.writer = writer
