"""The pages about how the house does, as far as the reader may open them."""

from __future__ import annotations

from typing import Any

from django import template

from intranet.insights.channels.policies import can_see_channels
from intranet.insights.maturity.policies import can_see_maturity
from intranet.insights.people.policies import can_see_ties
from intranet.insights.policies import can_see_figures
from intranet.insights.week.policies import can_have_list

register = template.Library()


@register.inclusion_tag("insights/_tabs.html", takes_context=True)
def insights_tabs(context: dict[str, Any], here: str) -> dict[str, Any]:
    """``here``: figures, maturity, people, channels or week. Nothing where there is one page alone."""
    reader = context["user"]
    return {
        "here": here,
        "figures": bool(can_see_figures(reader)),
        "maturity": bool(can_see_maturity(reader)),
        "people": bool(can_see_ties(reader)),
        "channels": bool(can_see_channels(reader)),
        "week": bool(can_have_list(reader)),
    }
