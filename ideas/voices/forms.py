"""For which company a voice is, and where it said so."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import Company, CompanyAssignment, User
from intranet.content.addressed import entry_at
from intranet.content.models import Entry


def companies_for(person: User) -> QuerySet[Company]:
    """Those this person faces."""
    return Company.objects.current().filter(pk__in=CompanyAssignment.objects.filter(person=person).values("company"))


class CompanyVoteForm(forms.Form):
    company = forms.ModelChoiceField(Company.objects.none(), label=_("Company"), empty_label=_("Choose a company"))
    where = forms.CharField(
        label=_("Where they said so"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("A link to a request, a question or a post here, or words: “call of 3 May”."),
    )
    is_private = forms.BooleanField(
        label=_("Keep their name among those who face them"),
        required=False,
        help_text=_(
            "Others read “1 company, private”. Always so where the link leads to what not all colleagues read."
        ),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        cast(forms.ModelChoiceField, self.fields["company"]).queryset = companies_for(person)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        said = data.get("where", "").strip()
        data["source"] = source = source_in(said, self.person)
        if source is not None:
            data["where"] = ""
        elif said.startswith(("http://", "https://", "/")) and " " not in said:
            self.add_error("where", ValidationError(gettext("Nothing that you may read stands at this address.")))
        elif not said and "where" in data:
            self.add_error("where", ValidationError(gettext("Say where they said so: a link, or a few words.")))
        return data


def source_in(said: str, person: User) -> Entry | None:
    return entry_at(said, person) if said and " " not in said else None
