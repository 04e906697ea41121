"""The words of a canned reply, and whose it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.models import CannedReply
from intranet.accounts.models import User
from intranet.spaces.audiences import spaces_joined
from intranet.spaces.models import Space


class ReplyForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=80, help_text=_("By which you find it in the answer box."))
    body = forms.CharField(label=_("Text"), strip=False, max_length=10_000, widget=forms.Textarea({"rows": 8}))
    team = forms.ModelChoiceField(
        Space.objects.none(), label=_("Whose it is"), required=False, empty_label=_("Mine alone")
    )

    def __init__(self, *args: Any, writer: User, reply: CannedReply | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Space.objects.current().filter(pk__in=spaces_joined(writer)).order_by("name")
        self.fields["team"].queryset = mine  # type: ignore[attr-defined]
        if reply is not None and not self.is_bound:
            self.initial = {"title": reply.title, "body": reply.body, "team": reply.team_id}
