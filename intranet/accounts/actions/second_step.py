"""Setting up and taking away a second step where no page of allauth's does it.

Within a request only: each change is told by a mail that says from where it came.
"""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.internal.flows.add import validate_can_add_authenticator
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts import policies
from intranet.accounts.models import User
from intranet.accounts.plain import plain
from intranet.accounts.threshold import SECOND_FACTORS
from intranet.core.decisions import require
from intranet.realtime.units import action

Type = Authenticator.Type


@action
def add_app(person: User, secret: str, *, by: User) -> list[str]:
    """An authenticator app, whose code was just checked. Answers the recovery codes where there were none before."""
    require(policies.can_change_settings(by, person))
    validate_can_add_authenticator(person)
    _hold(person)
    if Authenticator.objects.filter(user=person, type=Type.TOTP).exists():
        raise ValidationError(_("There is an authenticator app already. Remove it first."))
    TOTP.activate(person, secret)
    had_codes = Authenticator.objects.filter(user=person, type=Type.RECOVERY_CODES).exists()
    codes = [] if had_codes else RecoveryCodes.activate(person).get_unused_codes()
    _tell(person, "totp_activated")
    return codes


@action
def remove_second_step(person: User, authenticator_id: int, *, by: User) -> bool:
    """Take away the app or one passkey; with the last of them go the recovery codes. False where it was gone."""
    require(policies.can_change_settings(by, person))
    _hold(person)
    found = Authenticator.objects.filter(user=person, type__in=SECOND_FACTORS, pk=authenticator_id).first()
    if found is None:
        return False
    sort = found.type
    found.delete()
    delete_dangling_recovery_codes(person)
    _tell(person, "totp_deactivated" if sort == Type.TOTP else "webauthn_removed")
    return True


@action
def rename_passkey(person: User, authenticator_id: int, name: str, *, by: User) -> bool:
    """What its owner calls it. False where there is no such passkey."""
    require(policies.can_change_settings(by, person))
    found = Authenticator.objects.filter(user=person, type=Type.WEBAUTHN, pk=authenticator_id).first()
    if found is None:
        return False
    if not (name := plain(name, longest=60)):
        raise ValidationError({"name": _("Give it a name.")})
    found.wrap().name = name
    found.save()
    return True


@action
def renew_recovery_codes(person: User, *, by: User) -> list[str]:
    """New codes; those before open nothing any more."""
    require(policies.can_change_settings(by, person))
    _hold(person)
    if not Authenticator.objects.filter(user=person, type__in=SECOND_FACTORS).exists():
        raise ValidationError(_("Recovery codes stand in for a second step. Set one up first."))
    Authenticator.objects.filter(user=person, type=Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(person).get_unused_codes()
    _tell(person, "recovery_codes_generated")
    return codes


def _hold(person: User) -> None:
    """One change of a person's second steps at a time."""
    User.objects.select_for_update().get(pk=person.pk)


def _tell(person: User, what: str) -> None:
    """By mail; the adapter also writes it down, with ``second_step_changed``."""
    get_adapter().send_notification_mail(f"mfa/email/{what}", person)
