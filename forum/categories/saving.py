"""A category as its form says it: what is the category's own, who reads it, and the clock of what waits there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forum.actions import change_category
from forum.models import Category
from forum.work.office import wind_anew
from intranet.accounts.models import User
from intranet.realtime.units import action

from .readers import change_readers


@action
def save_category(category: Category, *, by: User, said: Mapping[str, Any]) -> Category:
    """Change what is given, ``readers`` with everything that stands there. ValidationError for what makes no sense."""
    own = {name: value for name, value in said.items() if name != "readers"}
    promised = category.reply_hours
    change_category(category, by=by, **own)
    if "readers" in said:
        change_readers(category, by=by, readers=said["readers"])
    if category.reply_hours != promised:
        wind_anew(category=category)
    return category
