"""How people appear to others, and how the house behaves towards them."""

from __future__ import annotations

import zoneinfo
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts import avatars, policies, profiles
from intranet.accounts.models import User
from intranet.accounts.naming import checked_name
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.models import SiteSettings
from intranet.realtime.publish import revoke
from intranet.realtime.units import action

PROFILE = frozenset({"name", "job_title", "pronouns", "location", "phone", "bio"})
SETTINGS = frozenset({"language", "time_zone", "show_presence", "shortcuts"})


@action
def change_profile(person: User, *, by: User, **changes: str) -> list[str]:
    """Set what others read about a person; answers the names of what changed."""
    require(policies.can_change_profile(by, person))
    if strange := changes.keys() - PROFILE:
        raise TypeError(f"No such fields: {', '.join(sorted(strange))}.")
    cleaned = {name: plain(value, lines=name == "bio") for name, value in changes.items() if name != "name"}
    for name, value in cleaned.items():
        longest: Any = getattr(User._meta.get_field(name), "max_length", None)
        if len(value) > longest:
            raise ValidationError({name: _("This has at most %(count)d characters.") % {"count": longest}})
    if "name" in changes:
        cleaned["name"] = checked_name(changes["name"], kind=person.kind)
    changed = [name for name, value in cleaned.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, cleaned[name])
    if changed:
        person.save(update_fields=changed)
        record("accounts.person.profile_changed", by=by, on=person, fields=sorted(changed))
    return changed


@action
def change_field_audience(person: User, field: str, audience: str, *, by: User) -> bool:
    """Say who may see one field of the own page. False where nothing changes."""
    require(policies.can_change_settings(by, person))
    if not profiles.is_field(field):
        raise ValidationError({"field": _("There is no such field.")})
    if audience not in dict(profiles.choices_for(person)):
        raise ValidationError({"audience": _("Choose who may see this from the list.")})
    if profiles.audience_of_field(person, field) == audience:
        return False
    person.field_audiences = {**person.field_audiences, field: audience}
    person.save(update_fields=["field_audiences"])
    record("accounts.person.field_shown", by=by, on=person, field=field, to=audience)
    return True


@action
def change_settings(person: User, *, by: User, **changes: Any) -> list[str]:
    """Set the own language, time zone, presence and shortcuts; answers the names of what changed."""
    require(policies.can_change_settings(by, person))
    if strange := changes.keys() - SETTINGS:
        raise TypeError(f"No such settings: {', '.join(sorted(strange))}.")
    if "language" in changes and changes["language"] not in dict(SiteSettings.current().languages):
        raise ValidationError({"language": _("Choose one of the languages on offer.")})
    if "time_zone" in changes and changes["time_zone"] not in zoneinfo.available_timezones():
        raise ValidationError({"time_zone": _("Choose a time zone from the list.")})
    for name in ("show_presence", "shortcuts"):
        if name in changes and not isinstance(changes[name], bool):
            raise ValidationError({name: _("This is on or off.")})
    changed = [name for name, value in changes.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, changes[name])
    if changed:
        person.save(update_fields=changed)
        record("accounts.person.settings_changed", by=by, on=person, settings=sorted(changed))
    if {"language", "show_presence"} & set(changed):
        # Open tabs speak the new language, and stop or begin to say that the person is here.
        revoke([person.pk])
    return changed


@action
def upload_avatar(person: User, file: IO[bytes], *, by: User) -> str:
    """A picture for the arch: checked, cut square, encoded anew. Raises ``core.images.BadImage`` with a sentence."""
    require(policies.can_change_profile(by, person))
    before, person.avatar = person.avatar, avatars.store(file)
    person.save(update_fields=["avatar"])
    avatars.forget_after_commit(before)
    record("accounts.person.profile_changed", by=by, on=person, fields=["avatar"])
    return person.avatar


@action
def remove_avatar(person: User, *, by: User) -> bool:
    require(policies.can_change_profile(by, person))
    if not person.avatar:
        return False
    before, person.avatar = person.avatar, ""
    person.save(update_fields=["avatar"])
    avatars.forget_after_commit(before)
    record("accounts.person.profile_changed", by=by, on=person, fields=["avatar"])
    return True
