"""How long there is until an answer is due."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.simple_tag
def until_due(due: datetime, now: datetime) -> str:
    """ "3 hours left", or "2 days late"."""
    minutes = round((due - now).total_seconds() / 60)
    much = _length(abs(minutes))
    return _("%(much)s late") % {"much": much} if minutes < 0 else _("%(much)s left") % {"much": much}


def _length(minutes: int) -> str:
    if minutes < 60:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    if minutes < 48 * 60:
        hours = round(minutes / 60)
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    days = round(minutes / (24 * 60))
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
