"""What a preset can change, piece by piece: each can be read, written through the action that is there for it, and
told in words. A piece is found again by its key, for as long as its house stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.models import OfficeHours
from forum.work.office import set_office_hours
from intranet.accounts.models import User
from intranet.core.models import SiteSettings
from intranet.insights.models import WeekWish
from intranet.insights.week.actions import want_by_mail, want_no_mail
from intranet.moderation.lanes.actions import set_lane
from intranet.moderation.lanes.finding import reaches_in
from intranet.moderation.models import Lane
from intranet.moderation.rules.actions import change_rule, rule_named
from intranet.site_settings import set_site
from intranet.spaces.actions import change_space
from intranet.spaces.audiences import people_in
from intranet.spaces.models import Space
from intranet.spaces.parts import choices as parts_to_choose

from . import comments, words

Value = Any


class Gone(LookupError):
    """What the piece was about is not there any more."""


@dataclass(frozen=True)
class Piece:
    """``read`` answers with JSON. ``write(value, by)`` is one action of the part that owns it."""

    key: str
    label: str
    read: Callable[[], Value]
    write: Callable[[Value, User], Any]
    told: Callable[[Value], str] = words.plainly

    def says(self, value: Value) -> str:
        return self.told(value)


def piece(key: str) -> Piece:
    """The piece of that key. ``Gone`` where there is none."""
    sort, _dot, rest = key.partition(".")
    make = _SORTS.get(sort)
    if make is None:
        raise Gone(key)
    return make(key, rest)


def _site(key: str, name: str) -> Piece:
    def read() -> Value:
        site = SiteSettings.objects.filter(pk=1).first() or SiteSettings(pk=1)
        return getattr(site, name)

    label = str(getattr(SiteSettings._meta.get_field(name), "verbose_name", name))
    return Piece(
        key, label[:1].upper() + label[1:], read, lambda value, by: set_site(by=by, **{name: value}), words.site(name)
    )


def _rule(key: str, rest: str) -> Piece:
    rule_key, _dot, name = rest.partition(".")

    def read() -> Value:
        rule = rule_named(rule_key)
        return getattr(rule, name) if hasattr(rule, name) else rule.value(name)

    told = words.places if name == "parts" else words.plainly
    label = _("Rule “%(rule)s”") % {"rule": rule_named(rule_key)}
    if name != "is_on":
        label = f"{label}, {words.of_rule(name)}"
    return Piece(key, label, read, lambda value, by: change_rule(rule_key, by=by, **{name: value}), told)


def _lane(key: str, rest: str) -> Piece:
    number, _dot, reach = rest.partition(".")
    space = _space(number)
    if reach not in reaches_in(space):
        raise Gone(key)

    def found() -> Lane:
        return Lane.objects.filter(space=space, reach=reach).first() or Lane(space=space, reach=reach)

    def read() -> Value:
        lane = found()
        until = {"trial_until": lane.trial_until.isoformat()} if lane.trial_until else {}
        return lane.settings | until

    def write(value: Value, by: User) -> None:
        lane = found()
        names: dict[str, Any] = {"deputies": [], "trusted": []}
        if lane.pk:
            # Who has left since is named no more.
            readers = people_in(space.audience).values("pk")
            names["deputies"] = list(lane.deputies.filter(pk__in=readers))
            names["trusted"] = list(lane.trusted.filter(is_active=True))
        set_lane(space, reach, by=by, **value, **names)

    label = _("“%(space)s”, what is for: %(reach)s") % {"space": space, "reach": Lane.Reach(reach).label}
    return Piece(key, label, read, write, words.lane)


def _parts(key: str, number: str) -> Piece:
    space = _space(number)

    def read() -> Value:
        return list(Space.objects.values_list("parts", flat=True).get(pk=space.pk))

    def told(value: Value) -> str:
        labels = dict(parts_to_choose())
        return ", ".join(str(labels.get(one, one)) for one in value) or _("Nothing")

    label = _("“%(space)s” shows") % {"space": space}
    return Piece(key, label, read, lambda value, by: change_space(_space(number), by=by, parts=value), told)


def _office(key: str, _rest: str) -> Piece:
    def read() -> Value:
        kept = OfficeHours.objects.filter(pk=1).first()
        if kept is None:
            return None
        return {"days": kept.days, "opens": f"{kept.opens:%H:%M}", "closes": f"{kept.closes:%H:%M}", "zone": kept.zone}

    def write(value: Value, by: User) -> None:
        said = value or {"days": [], "opens": "09:00", "closes": "18:00", "zone": "Europe/Rome"}
        set_office_hours(
            by=by,
            days=said["days"],
            opens=time.fromisoformat(said["opens"]),
            closes=time.fromisoformat(said["closes"]),
            zone_name=said["zone"],
        )

    return Piece(key, _("Hours"), read, write, words.office)


def _comments(key: str, _rest: str) -> Piece:
    def told(value: Value) -> str:
        if not value["there"]:
            return _("No space for it")
        name = comments.name_of()
        if not value["said"]:
            return _("The community “%(space)s”") % {"space": name}
        entries = ngettext("%(count)d entry", "%(count)d entries", value["said"]) % {"count": value["said"]}
        return _("The community “%(space)s”, %(entries)s") % {"space": name, "entries": entries}

    return Piece(key, _("Where people comment"), comments.read, comments.write, told)


def _week(key: str, number: str) -> Piece:
    """When the list of the week is mailed to one admin; None: it is not."""
    found = _admins().filter(pk=int(number)).first() if number.isdecimal() else None
    if found is None:
        raise Gone(key)
    person: User = found

    def read() -> Value:
        wish = WeekWish.objects.filter(person=person).first()
        return {"day": wish.day, "hour": wish.hour} if wish is not None else None

    def write(value: Value, _by: User) -> None:
        # It is their own wish, and ended by themselves with one press in each mail.
        if value is None:
            want_no_mail(by=person)
        else:
            want_by_mail(by=person, day=value["day"], hour=value["hour"])

    label = _("The list of the week, by mail to %(name)s") % {"name": person.name}
    return Piece(key, label, read, write, words.week)


def _admins() -> QuerySet[User]:
    return User.objects.active().staff().filter(role=User.Role.ADMIN)


def _space(number: str) -> Space:
    found = Space.objects.filter(pk=int(number), archived_at=None).first() if number.isdecimal() else None
    if found is None:
        raise Gone(number)
    return found


_SORTS: dict[str, Callable[[str, str], Piece]] = {
    "site": _site,
    "rule": _rule,
    "lane": _lane,
    "parts": _parts,
    "office": _office,
    "comments": _comments,
    "week": _week,
}
