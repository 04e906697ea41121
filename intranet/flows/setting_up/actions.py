"""Applying a preset and taking it back; keeping what steps were saved, and the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.models import SiteSettings
from intranet.moderation.rules import in_force
from intranet.realtime.units import action
from intranet.site_settings import set_site

from . import policies
from .models import AppliedPreset, SetUp
from .pieces import Gone, piece
from .presets import PRESETS, digest_of

IN_THE_PLAN = frozenset({"owner", "deputy", "cadence", "reply_hours", "goal", "voice"})


class Undone(NamedTuple):
    """What went back, and what stayed since somebody had changed it meanwhile: keys of pieces."""

    back: list[str]
    stayed: list[str]


def apply_preset(key: str, *, by: User, seen: str = "") -> AppliedPreset | None:
    """Make the house what the preset says: all of it, or nothing. ``seen`` is the digest of what ``by`` has looked at;
    ValidationError where that has changed since. None where everything is so already."""
    try:
        return _apply(key, by=by, seen=seen)
    except Exception:
        _forget()
        raise


@action
def _apply(key: str, *, by: User, seen: str) -> AppliedPreset | None:
    require(policies.can_set_up(by))
    if key not in PRESETS:
        raise ValidationError(_("There is no such preset."), code="preset")
    _hold()
    changes = PRESETS[key].changes()
    if not changes:
        return None
    if seen and seen != digest_of(changes):
        raise ValidationError(
            _("Somebody has changed something since you looked. This is how it is now."), code="changed"
        )
    kept = []
    for one in changes:
        one.piece.write(one.after, by)
        kept.append({"key": one.piece.key, "label": one.piece.label, "before": one.before, "after": one.piece.read()})
    applied = AppliedPreset.objects.create(preset=key, by=by, changes=kept)
    record("setup.preset.applied", by=by, on=applied, preset=key, changed=[one["key"] for one in kept])
    return applied


def undo_preset(applied: AppliedPreset, *, by: User) -> Undone:
    """Take a preset back: what is still as it left it becomes what it was before. What people have changed meanwhile
    stays as they have made it."""
    try:
        return _undo(applied, by=by)
    except Exception:
        _forget()
        raise


@action
def _undo(applied: AppliedPreset, *, by: User) -> Undone:
    _hold()
    applied = AppliedPreset.objects.select_for_update(of=("self",)).get(pk=applied.pk)
    require(policies.can_undo(by, applied))
    back: list[str] = []
    stayed: list[str] = []
    for change in reversed(applied.changes):
        try:
            one = piece(change["key"])
        except Gone:
            stayed.append(change["key"])
            continue
        if one.read() == change["after"]:
            one.write(change["before"], by)
            back.append(change["key"])
        elif one.read() != change["before"]:
            stayed.append(change["key"])
    applied.undone_at, applied.undone_by, applied.stayed = now(), by, stayed
    applied.save(update_fields=["undone_at", "undone_by", "stayed"])
    record("setup.preset.undone", by=by, on=applied, preset=applied.preset, back=back, stayed=stayed)
    return Undone(back, stayed)


@action
def keep_step(key: str, *, by: User) -> None:
    """Remember that somebody has saved a step."""
    require(policies.can_set_up(by))
    setup = _hold()
    if key not in setup.saved:
        setup.saved = [*setup.saved, key]
        setup.save(update_fields=["saved"])


@action
def finish(*, by: User, done: bool = True) -> bool:
    """Say that the house is set up: admins are led there no more. False when that was so."""
    require(policies.can_set_up(by))
    return bool(set_site(by=by, is_set_up=done))


@action
def write_plan(*, by: User, **wanted: Any) -> SetUp:
    """Write down who runs this, how often, and how the house speaks. What is not named stays."""
    require(policies.can_set_up(by))
    if strange := wanted.keys() - IN_THE_PLAN:
        raise TypeError(f"A plan has no {', '.join(sorted(strange))}.")
    setup = _hold()
    _check(wanted)
    before = {name: _plain(getattr(setup, name)) for name in wanted}
    for name, value in wanted.items():
        setattr(setup, name, value)
    after = {name: _plain(getattr(setup, name)) for name in wanted}
    if before != after:
        setup.changed_at = now()
        setup.full_clean(exclude=["comments"], validate_constraints=False)
        setup.save()
        record("setup.plan.changed", by=by, on=setup, before=before, after=after)
    return setup


def _check(wanted: Mapping[str, Any]) -> None:
    for name in ("owner", "deputy"):
        person = wanted.get(name)
        if person is not None and not (person.is_active and person.is_staff_member):
            raise ValidationError({name: _("%(name)s does not work here.") % {"name": person.name}})


def _hold() -> SetUp:
    """One preset at a time, and one plan."""
    SetUp.objects.get_or_create(pk=1)
    return SetUp.objects.select_for_update(of=("self",)).get(pk=1)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, User) else value


def _forget() -> None:
    """What was read while it was half done is asked for again."""
    SiteSettings.forget()
    in_force.forget()
