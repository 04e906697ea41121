"""allauth's forms with our words: labels above the fields instead of inside them, one sentence about passwords."""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.account import app_settings
from allauth.account import forms as theirs
from allauth.account.adapter import get_adapter
from allauth.core import context as during
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intranet.core.form_trap import Trapped
from intranet.core.throttle import allow

from . import actions, sign_up_guards
from .terms_forms import ask_for_consent

MOST_GUESSES = app_settings.EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS
CODE_SECONDS = app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT

PASSWORD_HINT = _("At least ten characters. A short sentence is easy to remember and hard to guess.")


LABELS = {
    "email": _("E-mail"),
    "login": _("E-mail"),
    "oldpassword": _("Password until now"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
}


class OurWords:
    """Mixed into a form of allauth's."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
            if name == "password1":
                field.help_text = PASSWORD_HINT


class LoginForm(OurWords, theirs.LoginForm):
    pass


class SignupForm(Trapped, OurWords, theirs.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Choose a password")
        ask_for_consent(self)

    def clean_email(self) -> str:
        email: str = super().clean_email()
        if not (allowed := sign_up_guards.can_sign_up(email, during.request)):
            raise ValidationError(str(allowed.refusal), code="guarded")
        return email

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not (allowed := sign_up_guards.not_too_many(during.request)):
            self.add_error(None, str(allowed.refusal))
        return data


class AddEmailForm(OurWords, theirs.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New address")


class ChangePasswordForm(OurWords, theirs.ChangePasswordForm):
    pass


class SetPasswordForm(OurWords, theirs.SetPasswordForm):
    pass


class ResetPasswordForm(OurWords, theirs.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(OurWords, theirs.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(OurWords, theirs.ReauthenticateForm):
    pass


class CodeForm(OurWords, theirs.ConfirmEmailVerificationCodeForm):
    def clean_code(self) -> str:
        """Whoever has the code reads the mail, so a stranger who only claimed the address has to give it up before
        allauth looks whether it is free."""
        # allauth counts the failures in the session, which guesses sent at once all read before any has written.
        attempt = hashlib.sha256(f"{self.email}:{self.expected_code}".encode()).hexdigest()
        if not allow(f"code:{attempt}", limit=MOST_GUESSES, per_seconds=CODE_SECONDS):
            raise get_adapter().validation_error("too_many_login_attempts")
        theirs.BaseConfirmCodeForm.clean_code(self)
        actions.release_address(self.email, wanted_by=self.user)
        return super().clean_code()
