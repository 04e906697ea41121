"""What is typed where an idea begins or is changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ideas.models import Board, Category, Idea
from intranet.content.forms import AttachmentIds
from intranet.content.models import Product

OPEN, SEALED, PRIVATE = "open", "sealed", "private"
MANNERS = [
    (OPEN, _("Mine: it stands under my name")),
    (
        SEALED,
        _("Nobody’s: it comes out within the hour as Anonymous’s. Only two moderators together can find out whose"),
    ),
    (PRIVATE, _("Between me and those who keep the board: nobody else reads it, unless I say so later")),
]


class IdeaForm(forms.Form):
    title = forms.CharField(
        label=_("Your idea in one line"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Say in one line what it is about.")},
    )
    body = forms.CharField(
        label=_("What it would change, and for whom"), required=False, strip=False, widget=forms.Textarea({"rows": 8})
    )
    board = forms.ModelChoiceField(Board.objects.none(), label=_("Board"), empty_label=None)
    category = forms.ModelChoiceField(
        Category.objects.none(), label=_("Category"), required=False, empty_label=_("Of none")
    )
    product = forms.ModelChoiceField(
        Product.objects.none(), label=_("Product"), required=False, empty_label=_("Of no product")
    )
    tags = forms.CharField(
        label=_("Tags"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("At most five, with commas."),
    )
    manner = forms.ChoiceField(
        label=_("Whose idea it is"), choices=MANNERS, required=False, widget=forms.RadioSelect, initial=OPEN
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)
    attachments = AttachmentIds(required=False)

    def __init__(self, *args: Any, boards: Iterable[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boards = list(boards)
        ids = [one.pk for one in self.boards]
        cast(forms.ModelChoiceField, self.fields["board"]).queryset = Board.objects.filter(pk__in=ids)
        self.categories = list(Category.objects.filter(board__in=ids).order_by("board", "position", "name"))
        cast(forms.ModelChoiceField, self.fields["category"]).queryset = Category.objects.filter(board__in=ids)
        cast(forms.ModelChoiceField, self.fields["product"]).queryset = Product.objects.all()

    @classmethod
    def of(cls, idea: Idea, data: Any = None) -> IdeaForm:
        """To change an idea; on which board it stands is not changed here."""
        initial = {
            "title": idea.title,
            "body": idea.body,
            "category": idea.category_id,
            "product": idea.product_id,
            "tags": ", ".join(idea.chosen_tags),
            "based_on": idea.revisions_count,
        }
        form = cls(data, boards=[idea.board], initial=initial)
        del form.fields["board"], form.fields["manner"]
        return form

    def clean_tags(self) -> list[str]:
        return [tag.strip() for tag in self.cleaned_data["tags"].split(",") if tag.strip()]

    def clean(self) -> dict[str, Any]:
        """A category of another board is what was chosen before the board was: said, and not lost."""
        sent = self.cleaned_data
        board, category = sent.get("board"), sent.get("category")
        if board is not None and category is not None and category.board_id != board.pk:
            raise ValidationError({"category": gettext("That is a category of another board.")})
        return sent

    def words(self) -> dict[str, Any]:
        """What the actions take, whichever of them it is."""
        words = {name: self.cleaned_data[name] for name in ("title", "body", "category", "product", "tags")}
        return words | {"attachment_ids": self.cleaned_data["attachments"]}
