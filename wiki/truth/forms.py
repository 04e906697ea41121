"""Who answers for a page, and what a reader says of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.models import User
from intranet.accounts.people_named import PeopleField
from intranet.spaces.models import Space
from wiki.models import Page

from .actions import LONGEST_ROUND


class OwnerForm(forms.Form):
    owner = PeopleField(label=gettext_lazy("Person"), required=False)
    team = forms.ModelChoiceField(
        Space.objects.none(), label=gettext_lazy("Or a team"), required=False, empty_label=gettext_lazy("No team")
    )
    months = forms.IntegerField(
        label=gettext_lazy("Look again every (months)"),
        required=False,
        min_value=1,
        max_value=LONGEST_ROUND,
        help_text=gettext_lazy("Leave it empty where nothing gets out of date."),
    )

    def __init__(self, *args: Any, page: Page, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].writer = writer  # type: ignore[attr-defined]
        self.fields["team"].queryset = Space.objects.visible_to(writer).current()  # type: ignore[attr-defined]
        if not self.is_bound:
            self.initial = {
                "owner": f"@{page.owner.handle}" if page.owner else "",
                "team": page.owner_team_id,
                "months": page.review_months,
            }

    def clean_owner(self) -> User | None:
        people = self.cleaned_data["owner"]
        if len(people) > 1:
            raise ValidationError(_("One person: where two answer for a page, none does."))
        return people[0] if people else None


class OpinionForm(forms.Form):
    """``email`` is asked of guests alone."""

    helpful = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")
    words = forms.CharField(label=gettext_lazy("What is missing or wrong?"), required=False, max_length=2000)
    email = forms.EmailField(label=gettext_lazy("Your e-mail address"), required=False)
