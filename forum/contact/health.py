"""Whether the contact form can do its work. A firm that wants none has no desk that is open, and that is well."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.timezone import now

from forum.centre.duty import on_duty
from forum.models import ContactFailure, Desk
from intranet.accounts.models import User
from intranet.core.health import Verdict, health_check
from intranet.notifications.mail import addresses

LATELY = timedelta(days=1)
_NOWHERE = ("dummy.EmailBackend", "console.EmailBackend")


@health_check("contact", vital=False)
def customers_can_reach_us() -> Verdict:
    desks = list(Desk.objects.taking().select_related("team"))
    wrong: list[str] = []
    figures: dict[str, Any] = {"desks": len(desks), "on_duty": 0}
    for desk in desks:
        figures["on_duty"] += len(on_duty(desk.team))
        staff = User.objects.active().staff().filter(spaces=desk.team)
        if not staff.exists():
            wrong.append(f"Nobody of the staff is in the team of “{desk.name}”.")
    if desks and settings.EMAIL_BACKEND.endswith(_NOWHERE):
        wrong.append("Mail goes nowhere (EMAIL_URL): nobody without an account hears of an answer.")
    figures["mail_in"] = addresses.takes_mail()
    failures = ContactFailure.objects.filter(at__gt=now() - LATELY)
    if desks and (last := failures.first()) is not None:
        figures["failures"] = failures.count()
        wrong.append(f"It failed last at {last.at:%Y-%m-%d %H:%M} UTC: {last.why}")
    if desks and not figures["mail_in"]:
        figures["note"] = "Without REPLY_ADDRESS who has no account cannot answer by mail."
    return not wrong, figures | ({"why": wrong} if wrong else {})
