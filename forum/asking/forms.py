"""What is typed where a topic begins or is changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.models import Category, Topic
from forum.models.categories import TopicSort
from intranet.content.forms import AttachmentIds
from intranet.content.models import Product, ProductVersion


class TopicForm(forms.Form):
    title = forms.CharField(label=_("In one line"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    body = forms.CharField(label=_("What happens"), required=False, strip=False, widget=forms.Textarea({"rows": 8}))
    category = forms.ModelChoiceField(Category.objects.none(), label=_("Category"), empty_label=None)
    sort = forms.ChoiceField(label=_("What it is"), choices=TopicSort.choices, required=False)
    product = forms.ModelChoiceField(Product.objects.all(), label=_("Product"), required=False)
    version = forms.ModelChoiceField(
        ProductVersion.objects.select_related("product"), label=_("Version"), required=False
    )
    tags = forms.CharField(label=_("Tags"), max_length=300, required=False, help_text=_("At most five, with commas."))
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)
    attachments = AttachmentIds(required=False)

    def __init__(self, *args: Any, categories: Iterable[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category = cast(forms.ModelChoiceField, self.fields["category"])
        category.queryset = Category.objects.filter(pk__in=[one.pk for one in categories])

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
                "product": topic.product_id,
                "version": topic.version_id,
                "tags": ", ".join(topic.chosen_tags),
                "based_on": topic.revisions_count,
            },
        )
        del form.fields["category"]
        return form

    def clean_tags(self) -> list[str]:
        return [tag.strip() for tag in self.cleaned_data["tags"].split(",") if tag.strip()]

    def words(self) -> dict[str, Any]:
        """What the actions take, whichever of them it is."""
        names = ("title", "body", "sort", "product", "version", "tags")
        return {name: self.cleaned_data[name] for name in names} | {"attachment_ids": self.cleaned_data["attachments"]}
