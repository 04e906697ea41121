"""allauth's forms of second steps with our words, and with limits that hold when guesses are sent all at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intranet.core.throttle import allow

from .allauth_forms import OurWords

MOST_GUESSES, IN_SECONDS = 5, 300
# Longer than a code of an app is taken, the one before and the one after included.
_CODE_LIVES = 120

CODE_ATTRIBUTES = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "maxlength": 20}


class _Code(OurWords):
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs.update(CODE_ATTRIBUTES)


class _Guessed(_Code):
    """A code that somebody types to prove who they are. allauth counts failures by reading and then writing, which
    guesses sent at once all do before any has written; and it forgets a used code while that is still good."""

    user: Any
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        if not allow(f"second-step:{self.user.pk}", limit=MOST_GUESSES, per_seconds=IN_SECONDS):
            raise get_account_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]
        if not allow(f"second-step:{self.user.pk}:{code}", limit=1, per_seconds=_CODE_LIVES):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_Guessed, base.AuthenticateForm):
    pass


class ReauthenticateForm(_Guessed, base.ReauthenticateForm):
    pass


class ActivateTOTPForm(_Code, totp.ActivateTOTPForm):
    pass


class _Passkey(OurWords):
    """What a browser says is read by allauth as if browsers alone could say it."""

    def clean_credential(self) -> Any:
        read = getattr(super(), "clean_credential", None)
        return _or_no_passkey(read) if read else self.cleaned_data["credential"]

    def clean(self) -> Any:
        return _or_no_passkey(super().clean)  # type: ignore[misc]

    cleaned_data: dict[str, Any]


def _or_no_passkey(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ValidationError(_("This passkey could not be read. Try again.")) from error


class AuthenticateWithPasskeyForm(_Passkey, webauthn.AuthenticateWebAuthnForm):
    pass


class LoginWithPasskeyForm(_Passkey, webauthn.LoginWebAuthnForm):
    pass


class ReauthenticateWithPasskeyForm(_Passkey, webauthn.ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(_Passkey, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call it")
        self.fields["name"].max_length = 60
        self.fields["name"].widget.attrs["maxlength"] = 60
        self.fields["name"].help_text = _("So that you know which one to remove when you lose a device.")
        self.fields["passwordless"].label = _("Sign in with it alone, without the password")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _("The device asks for your finger, your face or its PIN instead.")

    def clean_name(self) -> str:
        return super().clean_name()[:60]


class RenamePasskeyForm(OurWords, webauthn.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call it")
        self.fields["name"].widget.attrs["maxlength"] = 60

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"])[:60]
