"""The matrix of what comes by which channel: the groups' defaults, and what people have set otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intranet.accounts.models import User
from intranet.activity import verbs

from .channels import APP, Channel, all_channels
from .groups import Group, all_groups, group_of
from .models import Preference


@dataclass(frozen=True)
class Cell:
    """One switch. ``fixed``: it is on, and nobody can switch it off."""

    channel: Channel
    wanted: bool
    fixed: bool


@dataclass(frozen=True)
class Row:
    group: Group
    cells: list[Cell]


def matrix_of(person: User) -> list[Row]:
    """All there is to choose, as this person has it. One query."""
    chosen = {
        (group, channel): wanted
        for group, channel, wanted in Preference.objects.filter(person=person).values_list("group", "channel", "wanted")
    }
    return [
        Row(
            group,
            [
                Cell(channel, fixed or chosen.get((group.name, channel.name), channel.name in group.channels), fixed)
                for channel in all_channels()
                for fixed in [is_fixed(group, channel.name)]
            ],
        )
        for group in all_groups()
    ]


def is_fixed(group: Group, channel: str) -> bool:
    return group.fixed and channel == APP


def channels_for(verb: str, reasons: Mapping[int, str]) -> dict[int, frozenset[str]]:
    """By which channels each of these people wants to hear of it. One query, however many they are."""
    if not reasons:
        return {}
    groups = {reason: group_of(verb, reason) for reason in set(reasons.values())}
    names = [channel.name for channel in all_channels()]
    known = verbs.known(verb)
    official = known is not None and known.official
    otherwise: dict[int, dict[tuple[str, str], bool]] = {}
    rows = Preference.objects.filter(group__in={group.name for group in groups.values()}, person__in=list(reasons))
    for person, group_name, channel, wanted in rows.values_list("person_id", "group", "channel", "wanted"):
        otherwise.setdefault(person, {})[group_name, channel] = wanted
    by_default = {
        reason: _wanted_of(names, group, {}, official=official or group.fixed) for reason, group in groups.items()
    }
    return {
        person: _wanted_of(names, groups[reason], own, official=official or groups[reason].fixed)
        if (own := otherwise.get(person))
        else by_default[reason]
        for person, reason in reasons.items()
    }


def _wanted_of(
    names: Iterable[str], group: Group, own: Mapping[tuple[str, str], bool], *, official: bool
) -> frozenset[str]:
    wanted = {name for name in names if own.get((group.name, name), name in group.channels)}
    return frozenset(wanted | {APP} if official else wanted)
