"""Moving people between levels, and changing what levels ask for and allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.moderation.models import Conduct, TrustChange, TrustLevel
from intranet.realtime.units import action

from . import levels, policies
from .levels import AT_FIRST, HIGHEST, NEEDS, RIGHTS, Level

MOST = 100_000
_NUMBERS = {"links", "mentions", "an_hour", "a_day"}


@action
def move(person: User, number: int, *, by: User | None) -> bool:
    """Bring somebody to the level that was earned: nobody decides it. False when that is so, or somebody has set
    another by hand."""
    row = _locked(person)
    if row.trust == number or Conduct.objects.filter(person=row, is_locked=True).exists():
        return False
    _change(row, number, by=by, note="")
    person.trust = number
    return True


@action
def set_level(person: User, number: int, *, by: User, note: str = "") -> bool:
    """Put a customer on a level by hand: there they stay until somebody lets go of it. False when it was so."""
    require(policies.can_set_level(by, person))
    if number not in range(HIGHEST + 1):
        raise ValidationError(_("There is no such level."))
    row = _locked(person)
    conduct, _made = Conduct.objects.get_or_create(person_id=row.pk)
    if conduct.is_locked and row.trust == number:
        return False
    conduct.is_locked = True
    conduct.save(update_fields=["is_locked"])
    if row.trust == number:
        record("moderation.trust.kept", by=by, on=row, audience="", level=number, note=note[:200])
    else:
        _change(row, number, by=by, note=" ".join(note.split())[:200])
    person.trust = number
    return True


@action
def vouch_for(person: User, number: int = 1, *, by: User, note: str = "") -> bool:
    """Let somebody begin on a level that was not earned yet; from there they rise and fall by themselves. False when
    they stand there or higher."""
    require(policies.can_set_level(by, person))
    row = _locked(person)
    conduct, _made = Conduct.objects.get_or_create(person_id=row.pk)
    if conduct.is_locked or row.trust >= number:
        return False
    conduct.vouched = max(conduct.vouched, number)
    conduct.save(update_fields=["vouched"])
    _change(row, number, by=by, note=" ".join(note.split())[:200])
    person.trust = number
    return True


@action
def let_go(person: User, *, by: User) -> bool:
    """Let the level follow from what the person does again. False when nobody had set it by hand."""
    from .reckoning import reckon  # noqa: PLC0415 - it moves people with the actions of this module

    require(policies.can_set_level(by, person))
    if not Conduct.objects.filter(person=person, is_locked=True).update(is_locked=False):
        return False
    record("moderation.trust.let_go", by=by, on=person, audience="")
    reckon([person.pk])
    person.refresh_from_db(fields=["trust"])
    return True


@action
def change_level(number: int, *, by: User, **wanted: Any) -> Level:
    """Change what a level asks for and allows. What is not named stays; who no longer meets it falls at night."""
    require(policies.can_change_levels(by))
    if number not in range(HIGHEST + 1):
        raise ValidationError(_("There is no such level."))
    kept = _checked(wanted)
    row, _made = TrustLevel.objects.select_for_update().get_or_create(pk=number)
    before = {"needs": dict(row.needs), "rights": dict(row.rights)}
    row.needs = {**row.needs, **{name: value for name, value in kept.items() if name in NEEDS}}
    row.rights = {**row.rights, **{name: value for name, value in kept.items() if name in RIGHTS}}
    after = {"needs": row.needs, "rights": row.rights}
    if before != after:
        row.save()
        record("moderation.level.changed", by=by, on=row, audience="", was=before, now=after)
    levels.forget()
    transaction.on_commit(levels.forget)
    return levels.level_numbered(number)


@action
def bring_levels(told: Iterable[Mapping[str, Any]], *, by: User) -> int:
    """Set the levels as they were taken along; all of them, or none with what is wrong."""
    require(policies.can_change_levels(by))
    count = 0
    for one in told:
        number, needs, rights = one.get("number"), one.get("needs"), one.get("rights")
        if not isinstance(number, int) or not isinstance(needs, Mapping) or not isinstance(rights, Mapping):
            raise ValidationError(_("This is no file of rules."))
        change_level(number, by=by, **dict(needs), **dict(rights))
        count += 1
    return count


def _locked(person: User) -> User:
    return User.objects.select_for_update().get(pk=person.pk)


def _change(row: User, number: int, *, by: User | None, note: str) -> None:
    before, row.trust = row.trust, number
    row.save(update_fields=["trust"])
    TrustChange.objects.create(person=row, before=before, after=number, by=by, note=note)
    verb = "moderation.trust.raised" if number > before else "moderation.trust.lowered"
    record(verb, by=by, on=row, audience="", before=before, after=number, note=note)


def _checked(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What a level can be given. ValidationError, by field, for what makes no sense."""
    errors: dict[str, list[str]] = {}
    kept: dict[str, Any] = {}
    begins = AT_FIRST[0]
    for name, value in wanted.items():
        if name not in NEEDS and name not in RIGHTS:
            errors[name] = [_("A level has no such value.")]
        elif name in RIGHTS and isinstance(getattr(begins, name), bool):
            if not isinstance(value, bool):
                errors[name] = [_("Say yes or no.")]
        elif not (value is None and name in _NUMBERS) and not _is_number(value, least=int(name == "weight")):
            errors[name] = [_("Give a number, or nothing where there is no limit.")]
        kept[name] = value
    if errors:
        raise ValidationError(errors)
    return kept


def _is_number(value: Any, *, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= MOST
