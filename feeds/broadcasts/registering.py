"""What broadcasts bring to the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from feeds import composing, panels
from feeds.models import Broadcast
from intranet.content import kinds, menu
from intranet.core import navigation

from . import digest, figures, jobs, kind, maturity, own_part, policies, verbs  # noqa: F401 - what the queue works off
from .writing import COMPOSED


def register() -> None:
    kinds.register(kind.BROADCAST)
    verbs.register()
    digest.register()
    menu.register(kind.what_a_broadcast_has)
    own_part.register()
    composing.register(COMPOSED)
    panels.register("reach", _reach, template="feeds/broadcasts/_panel.html", place="below", order=20)
    navigation.register(
        navigation.NavItem("broadcasts", _("Broadcasts"), "send", "feeds:broadcasts", order=15, audience="staff")
    )
    navigation.register(
        navigation.NavItem(
            "broadcasts-for-me",
            _("Broadcasts"),
            "send",
            "feeds:broadcasts",
            order=35,
            audience="customer",
            group="account",
        )
    )
    figures.register_figures()
    maturity.register()


def _reach(request: HttpRequest, entry: Any) -> Mapping[str, Any] | None:
    """On its own page, for who may see whom it has reached."""
    if not isinstance(entry, Broadcast) or not entry.is_published:
        return None
    if not policies.can_see_reach(request.user, entry):
        return None
    return {"broadcast": entry, "may_keep": bool(policies.can_keep(request.user, entry))}
