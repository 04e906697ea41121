"""Where setting up meets the rest of the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.verbs import Verb
from intranet.core import front_page, navigation

from .front import answer


def register() -> None:
    verbs.register(
        Verb("setup.preset.applied", _("{actor} applied a preset"), audited=True),
        Verb("setup.preset.undone", _("{actor} took a preset back"), audited=True),
        Verb("setup.plan.changed", _("{actor} changed the plan"), audited=True),
    )
    navigation.register(
        navigation.NavItem("setup", _("Set-up"), "gear", "flows:setup", order=88, audience="admin", group="care")
    )
    front_page.register(answer)
