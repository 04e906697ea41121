"""What becomes of an idea, and what the house says to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ideas.actions.statuses import ANSWER_LENGTH
from ideas.models import Idea, Status


class StatusForm(forms.Form):
    status = forms.ModelChoiceField(Status.objects.none(), label=_("Status"), empty_label=None)
    answer = forms.CharField(
        label=_("Official answer"),
        required=False,
        strip=False,
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Everybody who reads the idea reads it above the comments. Declining needs one."),
    )

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use = Status.objects.filter(Q(is_archived=False) | Q(pk=idea.status_id))
        self.fields["status"].queryset = in_use  # type: ignore[attr-defined]
        self.initial.setdefault("status", idea.status_id)
        self.initial.setdefault("answer", idea.answer)
