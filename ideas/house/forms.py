"""What is said of a status."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.models import Colour, Meaning, Status


class StatusForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=40,
        required=False,
        help_text=_("Left empty, it is called what it means, in the language of each reader."),
    )
    meaning = forms.ChoiceField(
        label=_("What it means"),
        choices=Meaning.choices,
        help_text=_("By this Portico knows which votes are in use, what is asked for, and whom to tell."),
    )
    colour = forms.ChoiceField(label=_("Colour"), choices=Colour.choices, required=False)

    def __init__(self, *args: Any, status: Status | None = None, is_used: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if status is not None:
            self.initial = {"name": status.name, "meaning": status.meaning, "colour": status.colour}
        if is_used:
            # What ideas have keeps its meaning; it is said beside the form.
            del self.fields["meaning"]


class ArchiveForm(forms.Form):
    to = forms.ModelChoiceField(Status.objects.none(), label=_("Its ideas get"), empty_label=None)

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = others  # type: ignore[attr-defined]
