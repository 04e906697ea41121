"""What tells a program that fills in forms from a person, without asking anybody to prove anything: a field that people
do not see, and the time that typing takes.

A person who meets either all the same (a password manager that fills in everything) reads what to do, and is through
with the next press.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_SALT = "intranet.core.form_trap"
# Of no use to anybody who keeps the stamp of one page for many.
LONGEST_OPEN = 24 * 3600
BAIT, STAMP = "fax_number", "begun"

# (whether there is a field that people do not see, and the seconds that typing takes); None where nobody has said.
Asked = Callable[[], "tuple[bool, int] | None"]
_asked: Asked = lambda: None  # noqa: E731 - until moderation has said


def set_rule(asked: Asked) -> None:
    """Moderation says what its admins have set."""
    global _asked  # noqa: PLW0603
    _asked = asked


def _rule() -> tuple[bool, int]:
    return _asked() or (True, settings.FORM_LEAST_SECONDS)


def stamp() -> str:
    """When this page was handed out, in a form that nobody else can write."""
    return signing.TimestampSigner(salt=_SALT).sign("form")


class Trapped:
    """Mixed into a form that strangers send. It checks with ``clean``."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_bait, self.least_seconds = _rule()
        if has_bait:
            bait: dict[str, Any] = {"template_name": "components/bait.html"}
            self.fields[BAIT] = forms.CharField(
                label=gettext_lazy("Leave this empty"),
                required=False,
                max_length=200,
                widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
                **bait,
            )
        self.fields[STAMP] = forms.CharField(required=False, widget=forms.HiddenInput, initial=stamp)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc, attr-defined]
        if data.pop(BAIT, ""):
            self.add_error(  # type: ignore[attr-defined]
                BAIT, _("Something has filled in a field that people do not see. Empty it, and send this again.")
            )
        elif sentence := _too_quick(data.pop(STAMP, ""), self.least_seconds):
            self._stamp_anew()
            self.add_error(None, sentence)  # type: ignore[attr-defined]
        return data

    def _stamp_anew(self) -> None:
        """What has run out would be sent again and again; what was only quick may stay: by then it is slow."""
        sent = self.data.copy()  # type: ignore[has-type]
        if not _age_of(sent.get(STAMP, "")):
            sent[STAMP] = stamp()
            self.data = sent


def _age_of(written: str) -> str:
    try:
        return signing.TimestampSigner(salt=_SALT).unsign(written, max_age=LONGEST_OPEN)
    except signing.BadSignature:
        return ""


def _too_quick(written: str, least: int) -> str:
    """Why this cannot have been typed, or nothing."""
    if not least:
        return ""
    if not _age_of(written):
        return _("This page had been open for long. Look it over, and send it once more.")
    try:
        signing.TimestampSigner(salt=_SALT).unsign(written, max_age=least)
    except signing.SignatureExpired:
        return ""
    return _("That was quicker than anybody types. Look it over, and send it once more.")
