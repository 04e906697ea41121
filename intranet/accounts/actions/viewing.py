"""An admin looks through somebody's eyes, and that is written down."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts import policies
from intranet.accounts.models import User
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.models import SiteSettings
from intranet.realtime.units import action


@action
def begin_to_view(person: User | None, *, by: User, reason: str) -> None:
    """Note who looks as whom, and why. None is a visitor without an account."""
    require(policies.can_view_as(by, person))
    reason = plain(reason, longest=300)
    if not reason:
        raise ValidationError({"reason": _("Say why: it is written into the audit log.")})
    if person is None:
        record("accounts.visitor.viewed_as", by=by, on=SiteSettings.current(), audience="", reason=reason)
    else:
        record("accounts.person.viewed_as", by=by, on=person, audience="", reason=reason)


@action
def stop_viewing(person: User | None, *, by: User) -> None:
    """Note the end of it."""
    record("accounts.person.view_ended", by=by, on=person or SiteSettings.current(), audience="")
