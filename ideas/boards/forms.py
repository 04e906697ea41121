"""What is said of a board and of its categories."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ideas.models import Board, Category
from intranet.spaces.models import Space


class BoardForm(forms.Form):
    """``space`` is chosen where there is none yet: a board does not change its space."""

    space = forms.ModelChoiceField(Space.objects.none(), label=_("Space"), empty_label=None)
    name = forms.CharField(label=_("Name"), max_length=80)
    description = forms.CharField(label=_("What for"), max_length=300, required=False)
    readers = forms.ChoiceField(
        label=_("Who reads it"),
        choices=Board.Readers.choices,
        help_text=_("In a community space. A board of any other space is read by its people."),
    )
    writers = forms.ChoiceField(label=_("Who suggests"), choices=Board.Writers.choices)
    votes_per_person = forms.IntegerField(
        label=_("Votes a person has"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("For ideas that are not decided. Empty: as many as they like."),
    )
    idle_days = forms.IntegerField(
        label=_("Days until an idle idea cools down"),
        required=False,
        min_value=7,
        max_value=3650,
        help_text=_("Without a word or a vote. Empty: never."),
    )
    position = forms.IntegerField(label=_("Order"), min_value=0, max_value=9999, initial=0)
    is_archived = forms.BooleanField(label=_("Archived: it can be read, not written"), required=False)

    def __init__(self, *args: Any, spaces: Any, board: Board | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["space"].queryset = spaces  # type: ignore[attr-defined]
        if board is None:
            del self.fields["is_archived"]
            return
        del self.fields["space"]
        if not board.space.is_community:
            del self.fields["readers"]
        self.initial = {name: getattr(board, name) for name in self.fields}
        if "readers" in self.fields:
            self.fields["readers"].help_text = _("Whoever reads the board reads everything that stands on it.")


class CategoryForm(forms.Form):
    name = forms.CharField(label=_("One more category"), max_length=60, widget=forms.TextInput({"class": "input"}))

    @classmethod
    def of(cls, category: Category, data: Any = None) -> CategoryForm:
        return cls(data, initial={"name": category.name}, auto_id=f"category-{category.pk}-%s")
