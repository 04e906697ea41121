"""What people are asked about themselves, and what admins are asked about others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intranet.core.models import SiteSettings
from intranet.core.zones import zone_names

from . import hooks
from .actions.access import TOKEN_LIFETIMES
from .models import Company, Department, ProfileField, User
from .naming import checked_name
from .profile_forms import answer_inputs
from .terms_forms import ask_for_consent


class CustomerSignupFields(forms.Form):
    """The field that a customer's sign-up adds to allauth's own. The adapter puts it into the account."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "name", "autofocus": True}),
        help_text=_("As colleagues and our staff know you."),
    )

    field_order = ["name", "email", "password1"]

    def clean_name(self) -> str:
        try:
            return checked_name(self.cleaned_data["name"], kind=User.Kind.CUSTOMER)
        except ValidationError as error:
            raise ValidationError(error.message_dict["name"]) from error

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth wants one; the name is in the account already."""


class AcceptForm(forms.Form):
    """What somebody who comes in by invitation is asked."""

    name = forms.CharField(label=_("Your name"), max_length=80, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least ten characters. A short sentence is easy to remember and hard to guess."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_consent(self)


# Agency guests are invited on a page of their own: they need spaces and a day.
KINDS_INVITED = [choice for choice in User.Kind.choices if choice[0] in (User.Kind.STAFF, User.Kind.CUSTOMER)]


class InviteForm(forms.Form):
    """One address and what it will be."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "off"}))
    kind = forms.ChoiceField(label=_("Comes in as"), choices=KINDS_INVITED, initial=User.Kind.STAFF)
    role = forms.ChoiceField(label=_("Role"), choices=User.Role.choices, required=False)
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.all(), required=False, empty_label=_("None yet")
    )
    company = forms.ModelChoiceField(
        label=_("Company"), queryset=Company.objects.current(), required=False, empty_label=_("None")
    )
    language = forms.ChoiceField(label=_("Language of the mail"))
    joins = forms.MultipleChoiceField(
        label=_("Joins these spaces"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    message = forms.CharField(
        label=_("A word to go with it"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, inviter: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["language"].choices = SiteSettings.current().languages
        fields["language"].initial = inviter.language
        if spaces := hooks.joinable(inviter):
            fields["joins"].choices = spaces
        else:
            del fields["joins"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == User.Kind.CUSTOMER:
            if data.get("role"):
                self.add_error("role", _("Customers have no role."))
            if data.get("department"):
                self.add_error("department", _("Customers have no department."))
        elif data.get("company"):
            self.add_error("company", _("Staff belong to no customer company."))
        return data


class AccountForm(forms.ModelForm):
    """How the house behaves towards oneself."""

    class Meta:
        model = User
        fields = ["language", "time_zone", "show_presence", "show_reading", "show_typing", "shortcuts"]
        help_texts = {
            "show_presence": _("Colleagues see a green dot while you have a page open. Nothing is recorded."),
            "show_reading": _("In chat. If you switch it off, you do not see what others have read either."),
            "show_typing": _("While you write a message or a comment, those who read there see that you do."),
            "shortcuts": _("Keys such as j, k and r act on the page when you are not writing."),
        }

    time_zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["language"].choices = SiteSettings.current().languages
        fields["time_zone"].choices = [(zone, zone.replace("_", " ")) for zone in zone_names()]

    def _post_clean(self) -> None:
        """Leave the person as it is: ``actions.change_settings`` compares with it, and has the rules."""


class PublicNameForm(forms.Form):
    """Under which name a customer writes."""

    pseudonym = forms.CharField(
        label=_("Pseudonym"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "nickname"}),
        help_text=_(
            "What others read instead of your name, wherever you write or have written. Your own company and our staff "
            "see who you are. Your address here changes with it; empty, your name is back."
        ),
    )

    @classmethod
    def of(cls, person: User, data: Any = None) -> PublicNameForm:
        return cls(data, initial={"pseudonym": person.pseudonym})


class AvatarForm(forms.Form):
    picture = forms.FileField(
        label=_("Picture"),
        widget=forms.ClearableFileInput({"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        help_text=_("PNG, JPEG, WebP or GIF. What is not square is cut, unless you keep all of it."),
    )


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for"), max_length=80, widget=forms.TextInput({"placeholder": _("Nightly report")})
    )
    days = forms.TypedChoiceField(
        label=_("Ends after"),
        required=False,
        coerce=int,
        empty_value=None,
        initial=90,
    )
    may_write = forms.BooleanField(label=_("May write as well as read"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lifetimes = [(days, gettext("%(days)d days") % {"days": days}) for days in TOKEN_LIFETIMES]
        fields: dict[str, Any] = self.fields
        fields["days"].choices = [*lifetimes, ("", gettext("It does not end"))]


class StandingForm(forms.ModelForm):
    """What admins decide about a colleague or a customer."""

    class Meta:
        model = User
        fields = ["role", "department", "manager", "job_title", "started_on", "company"]
        widgets = {"started_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, own: Iterable[ProfileField] = (), **kwargs: Any) -> None:
        """``own``: the firm's own fields that admins answer."""
        super().__init__(*args, **kwargs)
        self.own = list(own) if self.instance.is_staff_member else []
        self.fields.update(answer_inputs(self.own, self.instance))
        fields: dict[str, Any] = self.fields
        if self.instance.is_customer:
            fields["company"].empty_label = _("None")
            for name in ("role", "department", "manager", "job_title", "started_on"):
                del fields[name]
        elif self.instance.is_agency:
            for name in ("role", "department", "manager", "started_on", "company"):
                del fields[name]
        else:
            del fields["company"]
            fields["department"].empty_label = _("None yet")
            fields["manager"].empty_label = _("Nobody")
            fields["manager"].queryset = User.objects.active().staff().exclude(pk=self.instance.pk)

    def _post_clean(self) -> None:
        """As in ``AccountForm``."""


class CloseForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=500, required=False, help_text=_("For the audit log; the person is not told.")
    )


def blame(form: forms.BaseForm, error: ValidationError) -> None:
    """Show an action's refusal beside the field that it names, or above the form."""
    reasons = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
    for name, sentences in reasons.items():
        form.add_error(name if name in form.fields else None, ValidationError(sentences))
