"""Where measures against people reach into the house: the threshold of who has a warning to read, the bars to signing
up, and the line on a person's page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.accounts import profile_sections, sign_up_guards, threshold
from intranet.accounts.models import User
from intranet.accounts.threshold import Missing
from intranet.core.decisions import YES, Decision, no
from intranet.core.http import client_address

from . import bars, profile


def register() -> None:
    threshold.also_ask(
        _warning,
        code="warning",
        opens=("moderation:warning", "moderation:house-rules", "api:own_warnings", "api:acknowledge_warning"),
    )
    sign_up_guards.register(_not_barred)
    profile_sections.register(profile.measures)


def _warning(person: User) -> Missing | None:
    if not person.has_warning:
        return None
    return Missing("warning", _("A moderator has warned you. Read that first."), reverse("moderation:warning"))


def _not_barred(email: str, request: HttpRequest) -> Decision:
    """One sentence, whatever bars it: a stranger does not learn what else is barred."""
    if bars.barred(email=email, address=client_address(request)):
        return no(_("No account can be made with this address. Write to the people who run this site."))
    return YES
