"""What is typed where order is kept over a topic."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from forum.models import Answer, Category, Topic
from forum.models.categories import TopicSort

from .closing import LONGEST_REASON


class CloseForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("It stands above the topic for everybody who reads it, and who asked is told."),
    )


class PinForm(forms.Form):
    until = forms.DateField(label=_("Up to and including"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until", localdate() + timedelta(days=7))


class RefileForm(forms.Form):
    """Title and tags of what somebody else asked."""

    title = forms.CharField(
        label=_("In one line"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Say in one line what it is about.")},
    )
    tags = forms.CharField(
        label=_("Tags"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("At most five, with commas."),
    )
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, topic: Topic, data: Any = None) -> RefileForm:
        tags = ", ".join(topic.chosen_tags)
        return cls(data, initial={"title": topic.title, "tags": tags, "based_on": topic.revisions_count})

    def clean_tags(self) -> list[str]:
        return [tag.strip() for tag in self.cleaned_data["tags"].split(",") if tag.strip()]


class SplitForm(forms.Form):
    """``answers`` are chosen on the page, which shows their words."""

    title = forms.CharField(label=_("Title of the new topic"), max_length=200)
    category = forms.ModelChoiceField(Category.objects.none(), label=_("Category"), empty_label=None)
    sort = forms.ChoiceField(label=_("What it is"), choices=TopicSort.choices)
    answers = forms.ModelMultipleChoiceField(
        Answer.objects.none(), error_messages={"required": _("Choose the answers that become a topic of their own.")}
    )

    def __init__(self, *args: Any, topic: Topic, answers: QuerySet[Answer], categories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answers"].queryset = answers  # type: ignore[attr-defined]
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]
        self.initial.update(category=topic.category_id, sort=topic.sort)
