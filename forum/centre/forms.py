"""What the pages of the private centre send."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forum.models import Category, Desk, Duty, Publication
from intranet.accounts.models import User
from intranet.content.forms import AttachmentIds

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class SaidForm(forms.Form):
    """``client_id`` is made with the form, so pressing twice sends the same once."""

    body = forms.CharField(label=_("Message"), required=False, strip=False, widget=forms.Textarea({"rows": 3}))
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    attachments = AttachmentIds(required=False)

    @classmethod
    def fresh(cls, name: str = "said", **initial: Any) -> SaidForm:
        return cls(initial={"client_id": uuid.uuid4(), **initial}, auto_id=f"{name}-%s")


class EnquiryForm(SaidForm):
    desk = forms.ModelChoiceField(Desk.objects.none(), label=_("Who should answer"), empty_label=None)
    subject = forms.CharField(label=_("What it is about"), max_length=200)
    field_order = ["desk", "subject", "body"]

    def __init__(self, *args: Any, desks: QuerySet[Desk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].queryset = desks  # type: ignore[attr-defined]
        self.fields["body"].required = True
        self.fields["body"].widget.attrs["rows"] = 8


class ForCustomerForm(EnquiryForm):
    """The team begins: for somebody with an account, or at an address."""

    customer = forms.EmailField(
        label=_("Mail address of the customer"),
        help_text=_("With an account they read it here; without one they are written to by mail."),
    )
    field_order = ["desk", "customer", "subject", "body"]


class DeskForm(forms.ModelForm):
    class Meta:
        model = Desk
        fields = ("name", "purpose", "address", "reply_hours", "is_open")

    def clean_address(self) -> str:
        return self.cleaned_data["address"] or ""

    def _post_clean(self) -> None:
        """The action checks and writes; the form only reads."""


class DutyForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), label=_("Who"), empty_label=_("Choose somebody"))
    weekday = forms.TypedChoiceField(
        label=_("Every week on"), required=False, coerce=int, empty_value=None,
        choices=[("", _("On the days below")), *WEEKDAYS],
    )  # fmt: skip
    first_day = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    begins = forms.TimeField(label=_("From"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Until"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M"))

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class DraftForm(forms.Form):
    """Which messages, and where they would stand."""

    category = forms.ModelChoiceField(Category.objects.none(), label=_("Category"), empty_label=None)
    messages = forms.TypedMultipleChoiceField(required=False, coerce=int)

    def __init__(self, *args: Any, categories: QuerySet[Category], said: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]
        self.fields["messages"].choices = [(pk, pk) for pk in said]  # type: ignore[attr-defined]


class PublicationForm(forms.ModelForm):
    class Meta:
        model = Publication
        fields = ("category", "title", "question", "answer")

    def __init__(self, *args: Any, categories: QuerySet[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]
        self.fields["category"].empty_label = None  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The action checks and writes; the form only reads."""


class ConsentForm(forms.Form):
    decision = forms.ChoiceField(
        choices=[("approve", _("Yes")), ("changes", _("Change it")), ("decline", _("No"))], label=_("Your answer")
    )
    credit = forms.ChoiceField(label=_("How may we name you?"), required=False, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What should be otherwise"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, credits: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credit"].choices = credits  # type: ignore[attr-defined]


def weekday_name(duty: Duty) -> Any:
    return dict(WEEKDAYS).get(duty.weekday, "") if duty.weekday is not None else ""
