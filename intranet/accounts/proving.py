"""Proving once more who is asking, where there is no page to be led to: the password each time, and the second step
of who has one. A token is a key to the API and no proof of who holds it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from intranet.core.decisions import no, require
from intranet.core.throttle import allow

from .mfa_forms import AuthenticateForm
from .models import User
from .policies import can_use_own_password
from .threshold import SECOND_FACTORS

MOST_GUESSES, IN_SECONDS = 5, 300


def prove(person: User, *, password: str, code: str = "") -> None:
    """Refused with a sentence where the password, or the code of the second step, is not theirs. Guesses are counted
    before they are looked at, so that those sent at once count as well."""
    require(can_use_own_password(person))
    if not person.has_usable_password():
        require(no(_("Your account has no password here. Do this in the settings, signed in.")))
    if not password:
        require(no(_("Send your password with this, as “password”.")))
    require(allow(f"prove:{person.pk}", limit=MOST_GUESSES, per_seconds=IN_SECONDS))
    if not person.check_password(password):
        require(no(_("This is not your password.")))
    _prove_second_step(person, code)


def _prove_second_step(person: User, code: str) -> None:
    ways = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    if not ways.intersection(SECOND_FACTORS):
        return
    if ways == {Authenticator.Type.WEBAUTHN}:
        require(no(_("Your second step is a passkey, and passkeys need a browser. Do this in the settings.")))
    if not code:
        require(no(_("Send the code of your second step too, or a recovery code, as “code”.")))
    form = AuthenticateForm({"code": code}, user=person)
    if not form.is_valid():
        require(no(" ".join(sentence for sentences in form.errors.values() for sentence in sentences)))
