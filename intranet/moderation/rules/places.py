"""Where rules can look: the parts that have kinds people write."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from intranet.content.kinds import all_kinds

# What is said under something belongs to the part of that, not to the conversation.
_UNDER = {"conversation"}


def parts_looked_at() -> list[str]:
    """The labels of the parts, as ``Rule.parts`` keeps them."""
    return sorted({kind.model.partition(".")[0] for kind in all_kinds()} - _UNDER)


def named_parts() -> list[tuple[str, Any]]:
    return [(label, apps.get_app_config(label).verbose_name) for label in parts_looked_at()]
