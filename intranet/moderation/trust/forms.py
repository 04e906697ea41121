"""A level as a form, and the level of one person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .in_words import NEEDS, RIGHTS
from .levels import NAMES, Level

_WITHOUT_LIMIT = ("links", "mentions", "an_hour", "a_day")


class LevelForm(forms.Form):
    """What a level asks for, and what it allows. Nobody asks anything of newcomers."""

    def __init__(self, *args: Any, level: Level, **kwargs: Any) -> None:
        initial = {name: getattr(level.needs, name) for name in NEEDS} | {name: getattr(level, name) for name in RIGHTS}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.level = level
        fields: dict[str, forms.Field] = self.fields
        if level.number:
            for name, label in NEEDS.items():
                fields[name] = forms.IntegerField(label=capfirst(label), min_value=0, max_value=100_000)
        for name, label in RIGHTS.items():
            if isinstance(getattr(level, name), bool):
                fields[name] = forms.BooleanField(label=capfirst(label), required=False)
            else:
                fields[name] = forms.IntegerField(
                    label=capfirst(label),
                    min_value=int(name == "weight"),
                    max_value=100_000,
                    required=name not in _WITHOUT_LIMIT,
                    help_text=_("Empty: no limit.") if name in _WITHOUT_LIMIT else "",
                )


class PersonLevelForm(forms.Form):
    level = forms.TypedChoiceField(label=_("Level"), choices=list(NAMES.items()), coerce=int)
    note = forms.CharField(label=_("Why"), help_text=_("For your colleagues."), max_length=200, required=False)
