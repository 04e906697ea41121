"""What is typed where a topic begins or is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.models import Category, Topic
from forum.models.categories import TopicSort
from intranet.content.forms import AttachmentIds
from intranet.content.models import Product, ProductVersion


class TopicForm(forms.Form):
    title = forms.CharField(
        label=_("In one line"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Say in one line what it is about.")},
    )
    body = forms.CharField(label=_("What happens"), required=False, strip=False, widget=forms.Textarea({"rows": 8}))
    category = forms.ModelChoiceField(Category.objects.none(), label=_("Category"), empty_label=None)
    sort = forms.ChoiceField(label=_("What it is"), choices=TopicSort.choices, required=False, widget=forms.RadioSelect)
    made_with = forms.ChoiceField(label=_("Product and version"), required=False)
    tags = forms.CharField(
        label=_("Tags"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("At most five, with commas."),
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)
    attachments = AttachmentIds(required=False)

    def __init__(self, *args: Any, categories: Iterable[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.categories = list(categories)
        category = cast(forms.ModelChoiceField, self.fields["category"])
        category.queryset = Category.objects.filter(pk__in=[one.pk for one in self.categories])
        cast(forms.ChoiceField, self.fields["made_with"]).choices = products_and_versions()

    @classmethod
    def of(cls, topic: Topic, data: Any = None) -> TopicForm:
        """To change a topic; where it stands is not changed here."""
        form = cls(
            data,
            categories=[],
            initial={
                "title": topic.title,
                "body": topic.body,
                "sort": topic.sort,
                "made_with": made_with(topic.product_id, topic.version_id),
                "tags": ", ".join(topic.chosen_tags),
                "based_on": topic.revisions_count,
            },
        )
        del form.fields["category"]
        return form

    @property
    def has_products(self) -> bool:
        return len(cast(Sequence[Any], cast(forms.ChoiceField, self.fields["made_with"]).choices)) > 1

    def clean_tags(self) -> list[str]:
        return [tag.strip() for tag in self.cleaned_data["tags"].split(",") if tag.strip()]

    def clean_made_with(self) -> tuple[Product | None, ProductVersion | None]:
        chosen = self.cleaned_data["made_with"]
        if chosen.startswith("v"):
            version = ProductVersion.objects.select_related("product").get(pk=chosen[1:])
            return version.product, version
        return (Product.objects.get(pk=chosen[1:]), None) if chosen else (None, None)

    def words(self) -> dict[str, Any]:
        """What the actions take, whichever of them it is."""
        product, version = self.cleaned_data["made_with"]
        return {name: self.cleaned_data[name] for name in ("title", "body", "sort", "tags")} | {
            "product": product,
            "version": version,
            "attachment_ids": self.cleaned_data["attachments"],
        }


def made_with(product_id: int | None, version_id: int | None) -> str:
    """A product or one of its versions as one choice."""
    if version_id is not None:
        return f"v{version_id}"
    return f"p{product_id}" if product_id is not None else ""


def products_and_versions() -> list[Any]:
    """Each product with its versions, the newest first. Two queries."""
    choices: list[Any] = [("", gettext("Of no product"))]
    for product in Product.objects.prefetch_related("versions"):
        any_of_it = (f"p{product.pk}", gettext("%(product)s, any version") % {"product": product.name})
        versions = [(f"v{one.pk}", f"{product.name} {one.name}") for one in product.versions.all()]
        choices.append((product.name, [any_of_it, *versions]))
    return choices
