"""From where nobody signs up: mail domains and those below them, single mail addresses, addresses of the net."""

from __future__ import annotations

import ipaddress

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.domains import spelled_out
from intranet.accounts.models import User, normal_email
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action

from . import policies
from .models import SignUpBar

# Narrower than a whole provider: who bars more has mistyped.
WIDEST = {4: 16, 6: 32}


@action
def set_bar(sort: str, value: str, *, by: User, reason: str = "") -> tuple[SignUpBar, bool]:
    """Let nobody sign up from there any more. Who has an account keeps it. Answers with the bar and whether it is
    new."""
    require(policies.can_keep_bars(by))
    made, is_new = SignUpBar.objects.get_or_create(
        sort=sort, value=_spelled(sort, value), defaults={"by": by, "reason": " ".join(reason.split())[:300]}
    )
    if is_new:
        record("moderation.bar.set", by=by, on=made, sort=sort, reason=made.reason)
    return made, is_new


@action
def remove_bar(bar: SignUpBar, *, by: User) -> bool:
    require(policies.can_keep_bars(by))
    found = SignUpBar.objects.select_for_update().filter(pk=bar.pk).first()
    if found is None:
        return False
    record("moderation.bar.removed", by=by, on=found, sort=found.sort)
    found.delete()
    return True


def barred(*, email: str, address: str) -> bool:
    """Whether an account of this address, asked for from there, is barred. Some hundred bars, read once a sign-up."""
    email = normal_email(email)
    domain = spelled_out(email.rpartition("@")[2])
    try:
        place = ipaddress.ip_address(address)
    except ValueError:
        place = None
    for bar in SignUpBar.objects.filter(Q(until=None) | Q(until__gt=now())):
        match bar.sort:
            case SignUpBar.Sort.MAIL if bar.value == email:
                return True
            case SignUpBar.Sort.DOMAIN if domain == bar.value or domain.endswith(f".{bar.value}"):
                return True
            case SignUpBar.Sort.NETWORK if place is not None and place in ipaddress.ip_network(bar.value):
                return True
    return False


def _spelled(sort: str, value: str) -> str:
    value = value.strip()
    match sort:
        case SignUpBar.Sort.MAIL:
            validate_email(value)
            return normal_email(value)
        case SignUpBar.Sort.DOMAIN:
            if not (domain := spelled_out(value.lstrip("@"))):
                raise ValidationError({"value": _("This is no mail domain.")})
            return domain
        case SignUpBar.Sort.NETWORK:
            try:
                network = ipaddress.ip_network(value, strict=False)
            except ValueError:
                raise ValidationError({"value": _("This is no address of the net.")}) from None
            if network.prefixlen < WIDEST[network.version]:
                raise ValidationError({"value": _("This is too much of the net.")})
            return str(network)
    raise ValidationError({"sort": _("There is no such bar.")})
