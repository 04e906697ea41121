"""The ways between the pages on which those who keep order see what is done by itself."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

_PAGES = (
    ("moderation:cases", _("Queue")),
    ("moderation:rules", _("Rules")),
    ("moderation:levels", _("Levels of trust")),
)


def tabs_of_rules(current: str) -> list[dict[str, Any]]:
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in _PAGES]
