"""What is chosen and typed where topics are shared out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.models import Category
from intranet.accounts.models import User
from intranet.accounts.people_named import PeopleField
from intranet.content.models import Product
from intranet.core.zones import zone_names
from intranet.spaces.models import Space

from .lists import SHOWS, Wanted

DAYS = (
    (0, gettext_lazy("Monday")),
    (1, gettext_lazy("Tuesday")),
    (2, gettext_lazy("Wednesday")),
    (3, gettext_lazy("Thursday")),
    (4, gettext_lazy("Friday")),
    (5, gettext_lazy("Saturday")),
    (6, gettext_lazy("Sunday")),
)


class WantedForm(forms.Form):
    """Which list, narrowed to what; whatever makes no sense is left out."""

    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=gettext_lazy("Category"),
        required=False,
        empty_label=gettext_lazy("All categories"),
    )
    product = forms.ModelChoiceField(
        Product.objects.none(), label=gettext_lazy("Product"), required=False, empty_label=gettext_lazy("All products")
    )
    team = forms.ModelChoiceField(
        Space.objects.none(), label=gettext_lazy("Team"), required=False, empty_label=gettext_lazy("All teams")
    )

    def __init__(self, data: Any, *, reader: User) -> None:
        super().__init__(data, auto_id="wanted-%s")
        categories = Category.objects.visible_to(reader)
        teams = Space.objects.visible_to(reader).filter(pk__in=categories.values("team")).order_by("name")
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]
        self.fields["product"].queryset = Product.objects.all()  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]

    def wanted(self, show: str) -> Wanted:
        self.is_valid()
        chosen = self.cleaned_data
        return Wanted(
            show if show in SHOWS else "waiting", chosen.get("category"), chosen.get("product"), chosen.get("team")
        )


class AssignForm(forms.Form):
    to = PeopleField(label=gettext_lazy("Who answers"), required=False)

    def __init__(self, *args: Any, writer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].writer = writer  # type: ignore[attr-defined]

    def clean_to(self) -> User | None:
        people = self.cleaned_data["to"]
        if len(people) > 1:
            raise ValidationError(_("One person: where two are to answer, none does."))
        return people[0] if people else None


class OfficeForm(forms.Form):
    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Days"),
        choices=DAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Without any, the clock of promised replies runs at any hour."),
    )
    opens = forms.TimeField(label=gettext_lazy("From"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    closes = forms.TimeField(label=gettext_lazy("Until"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [(name, name.replace("_", " ")) for name in zone_names()]  # type: ignore[attr-defined]
