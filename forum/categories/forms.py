"""What is said of a category, and of a product."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.models import Category
from forum.models.categories import TopicSort
from intranet.accounts.models import User
from intranet.accounts.people_named import PeopleField
from intranet.content.models import Product
from intranet.notifications.mail.addresses import takes_mail
from intranet.spaces.models import Space


class CategoryForm(forms.Form):
    """``space`` is chosen where there is none yet: a category does not change its community."""

    space = forms.ModelChoiceField(Space.objects.none(), label=_("Community"), empty_label=None)
    name = forms.CharField(label=_("Name"), max_length=80)
    slug = forms.SlugField(
        label=_("Address"),
        max_length=80,
        required=False,
        help_text=_("The last part of its address. Left empty it is made of the name."),
    )
    description = forms.CharField(label=_("What for"), max_length=300, required=False)
    readers = forms.ChoiceField(label=_("Who reads it"), choices=Category.Readers.choices)
    writers = forms.ChoiceField(label=_("Who begins topics"), choices=Category.Writers.choices)
    sorts = forms.MultipleChoiceField(
        label=_("What can be begun"), choices=TopicSort.choices, widget=forms.CheckboxSelectMultiple
    )
    product = forms.ModelChoiceField(
        Product.objects.none(), label=_("Product"), required=False, empty_label=_("No product in particular")
    )
    team = forms.ModelChoiceField(
        Space.objects.none(),
        label=_("Team that answers"),
        required=False,
        empty_label=_("All staff"),
        help_text=_("A space of the house; its people find the topics in their list."),
    )
    contacts = PeopleField(
        label=_("Contacts"),
        required=False,
        help_text=_("People of the staff whom customers see named here. They hear of each new topic."),
    )
    reply_hours = forms.IntegerField(
        label=_("Usual hours until an answer"),
        required=False,
        min_value=1,
        max_value=2000,
        help_text=_("Customers read it, and the clock runs by it. Empty: nothing is promised."),
    )
    template = forms.CharField(
        label=_("What to begin with"),
        required=False,
        strip=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Stands in the box when somebody begins a topic."),
    )
    address = forms.CharField(
        label=_("Mail address"),
        max_length=40,
        required=False,
        help_text=_("What stands before the @. Who has an account begins a topic here by a mail to it. Empty: nobody."),
    )
    position = forms.IntegerField(label=_("Order"), min_value=0, max_value=9999, initial=0)
    is_archived = forms.BooleanField(label=_("Archived: it can be read, not written"), required=False)

    def __init__(self, *args: Any, writer: User, spaces: Any, category: Category | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["space"].queryset = spaces  # type: ignore[attr-defined]
        self.fields["product"].queryset = Product.objects.all()  # type: ignore[attr-defined]
        teams = Space.objects.visible_to(writer).current().exclude(visibility=Space.Visibility.COMMUNITY)
        self.fields["team"].queryset = teams.order_by("name")  # type: ignore[attr-defined]
        self.fields["contacts"].writer = writer  # type: ignore[attr-defined]
        if not takes_mail():
            del self.fields["address"]
        if category is None:
            del self.fields["is_archived"]
            self.initial.setdefault("sorts", TopicSort.values)
            return
        del self.fields["space"]
        named = ("name", "slug", "description", "readers", "writers", "sorts", "reply_hours", "template", "position")
        self.initial = {name: getattr(category, name) for name in (*named, "is_archived")} | {
            "product": category.product_id,
            "team": category.team_id,
            "address": category.address or "",
            "contacts": ", ".join(f"@{person.handle}" for person in category.contacts.all()),
        }
        self.fields["slug"].required = True

    def clean_contacts(self) -> list[User]:
        return list(self.cleaned_data["contacts"] or [])


class ProductForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)


class VersionForm(forms.Form):
    name = forms.CharField(label=_("Version"), max_length=40)
    released_on = forms.DateField(
        label=_("Released on"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    is_current = forms.BooleanField(label=_("The current one"), required=False)
