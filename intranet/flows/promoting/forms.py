from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from intranet.accounts.models import User

from .targets import Target


class PromoteForm(forms.Form):
    """What is made, where, and what goes along. ``said``: (number, label) of what can. ``shown`` remembers for which
    readers the ticks were offered."""

    place = forms.ChoiceField()
    title = forms.CharField(max_length=200)
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Stands before what goes along."),
    )
    keep = forms.MultipleChoiceField(
        label=gettext_lazy("What goes along"), required=False, widget=forms.CheckboxSelectMultiple
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, target: Target, by: User, said: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["place"].label = target.place
        fields["place"].choices = list(target.places(by))
        fields["title"].label = target.titled
        fields["keep"].choices = said
        if not target.has_text:
            del fields["words"], fields["keep"]
        elif not said:
            del fields["keep"]
        self.initial.setdefault("client_id", uuid.uuid4())

    @property
    def has_places(self) -> bool:
        return bool(self.fields["place"].choices)  # type: ignore[attr-defined]

    @property
    def first_place(self) -> str:
        for _name, choices in self.fields["place"].choices:  # type: ignore[attr-defined]
            return str(choices[0][0])
        return ""
