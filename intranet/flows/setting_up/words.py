"""What pieces are, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.core.models import SiteSettings
from intranet.core.navigation import street_doors
from intranet.moderation.models import Lane
from intranet.spaces.parts import choices as parts_to_choose


def places(value: Any) -> str:
    """Parts of the house, by their names."""
    labels = {key: str(label) for key, label in parts_to_choose()}
    return ", ".join(labels.get(one, one) for one in value) or _("Everywhere")


def plainly(value: Any) -> str:
    if value is True:
        return _("Yes")
    if value is False:
        return _("No")
    return str(value)


def of_rule(name: str) -> str:
    return {"most": _("how many texts"), "parts": _("where")}.get(name, name)


def site(name: str) -> Callable[[Any], str]:
    """How a setting of the site is told."""
    if name == "shut_doors":
        return _doors
    choices = dict(getattr(SiteSettings._meta.get_field(name), "flatchoices", ()))
    return (lambda value: str(choices.get(value, value))) if choices else plainly


def lane(value: Any) -> str:
    told = str(Lane.Sort(value["sort"]).label)
    if value["sort"] != Lane.Sort.DIRECT:
        then = str(Lane.AtDeadline(value["at_deadline"]).label)
        told = f"{told}; {_('after %(time)s') % {'time': how_long(value['hours'])}}: {then[:1].lower()}{then[1:]}"
    if value["replies"]:
        told = f"{told}; {_('answers and comments, too')}"
    until = parse_date(value.get("trial_until") or "")
    return f"{told}; {_('on trial until %(day)s') % {'day': date_format(until)}}" if until else told


def week(value: Any) -> str:
    """When the list of the week is mailed."""
    if value is None:
        return _("Not by mail")
    clock = time_format(time(value["hour"]))
    return _("%(day)s, %(clock)s") % {"day": str(WEEKDAYS[value["day"]]).capitalize(), "clock": clock}


def how_long(hours: int) -> str:
    """In days, where it is some whole ones."""
    if hours > 24 and hours % 24 == 0:
        return ngettext("%(days)d day", "%(days)d days", hours // 24) % {"days": hours // 24}
    return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}


def office(value: Any) -> str:
    """Monday to Friday, 9:00 to 18:00."""
    if not value:
        return _("At any hour")
    hours = {name: time_format(time.fromisoformat(value[name]), "TIME_FORMAT") for name in ("opens", "closes")}
    told = _("%(days)s, %(opens)s to %(closes)s") % {"days": days(value["days"]), **hours}
    return told[:1].upper() + told[1:]


def days(numbers: list[int]) -> str:
    """Days in a row as from one to the other, others one by one."""
    ordered = sorted(numbers)
    if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return _("from %(first)s to %(last)s") % {"first": WEEKDAYS[ordered[0]], "last": WEEKDAYS[ordered[-1]]}
    return ", ".join(str(WEEKDAYS[number]) for number in ordered)


def _doors(value: Any) -> str:
    labels = [str(item.label) for item in street_doors() if item.name in value]
    return ", ".join(labels) or _("Nothing")
