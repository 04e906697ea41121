"""What admins, owners and people themselves are asked when somebody comes, stays for a while, or leaves."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from intranet.core.models import SiteSettings
from intranet.core.tables import MOST_BYTES

from . import hooks
from .models import User


class ImportForm(forms.Form):
    table = forms.FileField(
        label=_("Table"),
        widget=forms.ClearableFileInput({"accept": ".csv,.txt,text/csv"}),
        help_text=_("CSV, as spreadsheets save it: commas or semicolons, UTF-8 or Latin-1. At most 5 MB."),
    )
    make_departments = forms.BooleanField(label=_("Make departments that are missing"), required=False)
    invite = forms.BooleanField(
        label=_("Write to the new people"),
        required=False,
        help_text=_("They get a mail with the way to a password. Otherwise you tell them yourself."),
    )

    def clean_table(self) -> Any:
        table = self.cleaned_data["table"]
        if (table.size or 0) > MOST_BYTES:
            raise ValidationError(_("This file is larger than %(count)d MB.") % {"count": MOST_BYTES // 2**20})
        return table


class _Day(forms.DateField):
    """A day until whose end something holds, on the clock of whoever types it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **kwargs)

    def clean(self, value: Any) -> datetime | None:
        day: date | None = super().clean(value)
        if day is None:
            return None
        try:
            return make_aware(datetime.combine(day + timedelta(days=1), time.min))
        except (OverflowError, ValueError) as error:
            raise ValidationError(_("Choose a day to come.")) from error


class AgencyForm(forms.Form):
    """Somebody of another firm: which spaces, and until when."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput({"autocomplete": "off"}))
    joins = forms.MultipleChoiceField(label=_("Spaces"), widget=forms.CheckboxSelectMultiple())
    until = _Day(label=_("Last day"), help_text=_("After that day nothing opens any more. It can be extended."))
    language = forms.ChoiceField(label=_("Language of the mail"))
    message = forms.CharField(
        label=_("A word to go with it"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, inviter: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["joins"].choices = hooks.joinable(inviter)
        fields["language"].choices = SiteSettings.current().languages
        fields["language"].initial = inviter.language
        fields["until"].initial = localdate() + timedelta(days=30)


class ExtendForm(forms.Form):
    until = _Day(label=_("Last day"))


class ViewAsForm(forms.Form):
    """Whose eyes, and why."""

    who = forms.CharField(
        label=_("Who"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "placeholder": _("Handle or e-mail")}),
        help_text=_("Leave it empty for a visitor without an account."),
    )
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("For the audit log, where others read it."), strip=True
    )


class ErasureForm(forms.Form):
    """What becomes of the texts, and why."""

    texts_too = forms.ChoiceField(
        label=_("What was written"),
        choices=[("", _("Stays, under the name “Former user”")), ("1", _("Is deleted, too"))],
        widget=forms.RadioSelect(),
        required=False,
    )
    reason = forms.CharField(label=_("Why"), max_length=500, required=False)

    def clean_texts_too(self) -> bool:
        return bool(self.cleaned_data["texts_too"])
