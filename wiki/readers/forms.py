"""What is asked about who reads, edits and improves a page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.models import Company, Department, User
from intranet.accounts.people_named import PeopleField, as_text
from intranet.spaces.models import Circle, Space
from wiki import rights
from wiki.models import Page

from .circles import Chosen
from .words import people_of, who_edits, who_proposes, who_reads


class ChosenForm(forms.Form):
    """A choice of one, and those who are meant where it says "chosen"."""

    people = PeopleField(label=gettext_lazy("People"), required=False)
    departments = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Departments"),
        queryset=Department.objects.all(),
        required=False,
        widget=forms.SelectMultiple({"size": 4}),
    )
    spaces = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Spaces"),
        queryset=Space.objects.none(),
        required=False,
        widget=forms.SelectMultiple({"size": 4}),
    )

    choice_name = ""
    chosen_value = "chosen"

    def __init__(self, data: Any = None, *, page: Page, by: User, circle: Circle | None) -> None:
        chosen = Chosen.of(circle)
        initial = {
            "people": as_text(chosen.people),
            "departments": chosen.departments,
            "spaces": chosen.spaces,
            "companies": chosen.companies,
            self.choice_name: getattr(page, self.choice_name),
        }
        # Two of them stand on one page.
        super().__init__(data, initial=initial, auto_id=f"{self.choice_name}_%s")
        self.page, self.by = page, by
        self.fields["people"].writer = by  # type: ignore[attr-defined]
        spaces = Space.objects.visible_to(by).current() | Space.objects.filter(pk__in=[one.pk for one in chosen.spaces])
        self.fields["spaces"].queryset = spaces.order_by("name")  # type: ignore[attr-defined]
        for name in ("departments", "companies"):
            if name in self.fields and not self.fields[name].queryset.exists():  # type: ignore[attr-defined]
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get(self.choice_name) == self.chosen_value and not self.errors and not self.chosen:
            raise ValidationError(_("Name at least one person, team or company."), code="circle")
        return cleaned

    @property
    def chosen(self) -> Chosen:
        sent = self.cleaned_data
        return Chosen(
            sent.get("people") or (),
            sent.get("departments") or (),
            sent.get("spaces") or (),
            sent.get("companies") or (),
        )

    @property
    def chosen_label(self) -> str:
        """The words of what was chosen; of those who were named, their names."""
        choice = self.cleaned_data[self.choice_name]
        if choice == self.chosen_value:
            chosen = self.chosen
            parts = [*chosen.departments, *chosen.spaces, *chosen.companies, *(person.name for person in chosen.people)]
            return ", ".join(str(part) for part in parts)
        choices: Any = self.fields[self.choice_name]
        return str(dict(choices.choices)[choice])

    @property
    def chosen_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("departments", "spaces", "companies") if name in self.fields]


class ReadersForm(ChosenForm):
    companies = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Customer companies"),
        queryset=Company.objects.all(),
        required=False,
        widget=forms.SelectMultiple({"size": 4}),
    )
    reads = forms.ChoiceField(label=gettext_lazy("Who reads it"), widget=forms.RadioSelect, required=False)
    waiting = forms.BooleanField(
        label=gettext_lazy("Also the pages under it that are for the people of the space by themselves"), required=False
    )
    alone = forms.BooleanField(
        label=gettext_lazy("This page alone: those under it are read by whom they are read by now"), required=False
    )

    choice_name = "reads"

    def __init__(self, data: Any = None, *, page: Page, by: User) -> None:
        super().__init__(data, page=page, by=by, circle=page.reads_circle)
        assert page.space is not None
        people = people_of(page.space, by)
        choices: list[tuple[str, Any]] = []
        if page.parent is not None:
            above = rights.reading_of(page.parent)
            words = who_reads(above, page.space, by)
            choices.append(("", _("As the page above it: %(who)s") % {"who": words}))
            choices.append((Page.Reads.SPACE, people))
        else:
            choices.append(("", people))
        choices += [(value, Page.Reads(value).label) for value in ("chosen", "customers", "public")]
        self.fields["reads"].choices = choices  # type: ignore[attr-defined]
        if page.parent is None and page.reads == Page.Reads.SPACE:
            self.initial["reads"] = ""
        below = Page.objects.under(page).published()
        self.below = below.count()
        self.below_waiting = below.filter(reads=Page.Reads.SPACE).count()
        if not self.below:
            del self.fields["alone"]
        if not self.below_waiting:
            del self.fields["waiting"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("alone") and cleaned.get("waiting"):
            raise ValidationError(_("Either this page alone, or those under it too."), code="both")
        return cleaned


class EditorsForm(ChosenForm):
    edits = forms.ChoiceField(label=gettext_lazy("Who edits it"), widget=forms.RadioSelect, required=False)

    choice_name = "edits"

    def __init__(self, data: Any = None, *, page: Page, by: User) -> None:
        super().__init__(data, page=page, by=by, circle=page.edits_circle)
        assert page.space is not None
        members = who_edits(rights.Said(Page.Edits.MEMBERS, None, None), page.space, by)
        choices: list[tuple[str, Any]] = [("", members)]
        if page.parent is not None:
            words = who_edits(rights.editing_of(page.parent), page.space, by)
            choices = [("", _("As the page above it: %(who)s") % {"who": words}), (Page.Edits.MEMBERS, members)]
        choices += [(value, Page.Edits(value).label) for value in ("keepers", "chosen")]
        self.fields["edits"].choices = choices  # type: ignore[attr-defined]
        if page.parent is None and page.edits == Page.Edits.MEMBERS:
            self.initial["edits"] = ""


class ProposersForm(forms.Form):
    proposals = forms.ChoiceField(label=gettext_lazy("Who proposes changes"), widget=forms.RadioSelect, required=False)

    def __init__(self, data: Any = None, *, page: Page) -> None:
        super().__init__(data, initial={"proposals": page.proposals})
        choices: list[tuple[str, Any]] = [
            (value, Page.Proposing(value).label) for value in ("signed_in", "readers", "nobody")
        ]
        if page.parent is not None:
            words = who_proposes(rights.proposing_of(page.parent))
            choices.insert(0, ("", _("As the page above it: %(who)s") % {"who": words}))
        elif not page.proposals:
            self.initial["proposals"] = Page.Proposing.SIGNED_IN
        self.fields["proposals"].choices = choices  # type: ignore[attr-defined]


class LockForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Whoever would have written in it reads this."),
    )


class PersonForm(forms.Form):
    """Of whom one asks why they see a page."""

    person = PeopleField(label=gettext_lazy("Person"))

    def __init__(self, data: Any = None, *, by: User, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["person"].writer = by  # type: ignore[attr-defined]

    def clean_person(self) -> User:
        people: list[User] = self.cleaned_data["person"]
        if len(people) != 1:
            raise ValidationError(_("One person at a time."), code="one")
        return people[0]
