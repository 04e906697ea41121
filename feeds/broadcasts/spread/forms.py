"""What is typed of the words for the public, of a mailing, and of an address that wants the news."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from feeds.models import Twin
from intranet.core.form_trap import Trapped

from .mailing import LONGEST_REASON
from .twins import LONGEST, Words

_STAYS: dict[str, Any] = {
    "label": _("Leave it standing when the broadcast is withdrawn or expires"),
    "required": False,
    "help_text": _("Without this it goes with the broadcast: whoever has its address is told that it was taken away."),
}
_UNKNOWING = _("Nothing of the broadcast itself is shown with it: write it for people who know nothing of the house.")


class TwinForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    body = forms.CharField(
        label=_("Words for the public"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 10}),
        help_text=_UNKNOWING,
    )
    stays = forms.BooleanField(**_STAYS)

    @classmethod
    def of(cls, twin: Twin | None, data: Any = None) -> TwinForm:
        initial = {name: getattr(twin, name) for name in cls.base_fields} if twin is not None else {}
        return cls(data, initial=initial)

    def words(self) -> Words:
        return Words(**self.cleaned_data)


class TwinFields(forms.Form):
    """The same beside the words of a broadcast: all of it may stay empty."""

    twin_title = forms.CharField(label=_("Title for the public"), max_length=200, required=False)
    twin_body = forms.CharField(
        label=_("Words for the public"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_UNKNOWING,
    )
    twin_stays = forms.BooleanField(**_STAYS)

    TWIN = ("twin_title", "twin_body", "twin_stays")

    @staticmethod
    def initial_of(twin: Twin | None) -> dict[str, Any]:
        if twin is None:
            return {}
        return {"twin_title": twin.title, "twin_body": twin.body, "twin_stays": twin.stays}

    def without_twin(self) -> None:
        """For who may not speak to the public, and where it is public already."""
        for name in self.TWIN:
            del self.fields[name]

    @property
    def has_twin(self) -> bool:
        return "twin_body" in self.fields

    @property
    def twin_is_open(self) -> bool:
        """Whether something stands in it, or is wrong with it."""
        names = ("twin_title", "twin_body")
        return self.has_twin and any(self[name].value() or self[name].errors for name in names)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.has_twin and (words := self._written(data)) is not None:
            try:
                words.checked()
            except ValidationError as error:
                for name, said in error.message_dict.items():
                    self.add_error(f"twin_{name}", said)
        return data

    def twin(self) -> Words | None:
        """What the public is to read; None for nothing."""
        return self._written(self.cleaned_data) if self.has_twin else None

    @staticmethod
    def _written(data: dict[str, Any]) -> Words | None:
        title, body = data.get("twin_title") or "", data.get("twin_body") or ""
        return Words(title, body, bool(data.get("twin_stays"))) if title.strip() or body.strip() else None


class MailingForm(forms.Form):
    reason = forms.CharField(
        label=_("Why by mail"),
        max_length=LONGEST_REASON,
        help_text=_("Admins read it in the log, with your name and to how many it went."),
    )


class NewsForm(Trapped, forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=200, widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"})
    )
