from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from intranet.accounts.models import User

from . import places


class PlaceForm(forms.Form):
    """What a page is called, and where it stands."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    place = forms.ChoiceField(label=gettext_lazy("Where it stands"))
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places.offered(writer)  # type: ignore[attr-defined]
        self.initial.setdefault("client_id", uuid.uuid4())

    @property
    def has_places(self) -> bool:
        return bool(self.fields["place"].choices)  # type: ignore[attr-defined]


class DocumentForm(PlaceForm):
    """With what is taken along of a topic. ``said``: (number, label) of its answers."""

    question = forms.BooleanField(label=gettext_lazy("The question"), required=False)
    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Answers"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, said: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = said  # type: ignore[attr-defined]
