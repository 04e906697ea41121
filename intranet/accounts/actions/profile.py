"""How people appear to others, and how the house behaves towards them."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterable
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from intranet.accounts import audience_source, avatars, hooks, policies, profiles
from intranet.accounts.answers import checked_link
from intranet.accounts.models import User
from intranet.accounts.naming import checked_name
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.models import SiteSettings
from intranet.realtime.publish import revoke
from intranet.realtime.units import action, step

# The personal side is its owner's alone; the job title of staff is the firm's to say.
PERSONAL = frozenset({"pronouns", "bio", "interests", "website"})
PROFILE = frozenset({"name", "job_title", "location", "phone"}) | PERSONAL
FIRST_YEAR = 1900
SETTINGS = frozenset(
    {
        "language",
        "time_zone",
        "show_presence",
        "show_reading",
        "show_typing",
        "shortcuts",
        "celebrate_birthday",
        "celebrate_start",
        "has_settled",
    }
)


@action
def change_profile(person: User, *, by: User, **changes: str) -> list[str]:
    """Set what others read about a person; answers the names of what changed."""
    if strange := changes.keys() - PROFILE:
        raise TypeError(f"No such fields: {', '.join(sorted(strange))}.")
    if changes.keys() - PERSONAL or not changes:
        require(policies.can_change_profile(by, person))
    if changes.keys() & PERSONAL:
        require(policies.can_change_personal(by, person))
    if "job_title" in changes and not person.is_customer:
        require(policies.can_change_managed(by, person))
    cleaned = {name: plain(value, lines=name == "bio") for name, value in changes.items() if name != "name"}
    for name, value in cleaned.items():
        longest: Any = getattr(User._meta.get_field(name), "max_length", None)
        if len(value) > longest:
            raise ValidationError({name: _("This has at most %(count)d characters.") % {"count": longest}})
    if cleaned.get("website"):
        cleaned["website"] = checked_link("website", cleaned["website"])
    if "name" in changes:
        # Who writes under a pseudonym is shown by it; what is put right here is the name behind it.
        cleaned["real_name" if person.pseudonym else "name"] = checked_name(changes["name"], kind=person.kind)
    changed = [name for name, value in cleaned.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, cleaned[name])
    if changed:
        person.save(update_fields=changed)
        hooks.changed(person, by)
        record("accounts.person.profile_changed", by=by, on=person, fields=sorted(changed))
    return changed


@action
def change_birthday(person: User, *, by: User, day: int | None, month: int | None, year: int | None = None) -> bool:
    """Day and month, and the year for who likes to tell it; nothing at all takes the birthday away."""
    require(policies.can_change_personal(by, person))
    if day is None and month is None and year is None:
        said: tuple[int | None, int | None, int | None] = (None, None, None)
    elif day is None or month is None:
        raise ValidationError({"birthday": _("A birthday has a day and a month.")})
    else:
        try:
            # Without a year any day that some year has will do, the 29th of February too.
            date = datetime.date(year or 2000, month, day)
        except ValueError as error:
            raise ValidationError({"birthday": _("There is no such day.")}) from error
        if (year is not None and not year >= FIRST_YEAR) or (year and date > localdate()):
            raise ValidationError({"birthday": _("That year cannot be right.")})
        said = (day, month, year)
    if said == (person.birth_day, person.birth_month, person.birth_year):
        return False
    person.birth_day, person.birth_month, person.birth_year = said
    person.save(update_fields=["birth_day", "birth_month", "birth_year"])
    record("accounts.person.profile_changed", by=by, on=person, fields=["birthday"])
    return True


@action
def change_field_audience(person: User, field: str, audience: str, *, by: User) -> bool:
    """Say who may see one field of the own page. False where nothing changes."""
    require(policies.can_change_settings(by, person))
    if (found := profiles.find_field(field)) is None:
        raise ValidationError({"field": _("There is no such field.")})
    # Locked in this order: the membership, then the person. Both are read afresh.
    left = profiles.is_space(audience) and not audience_source.stays_in(person, audience)
    if left or audience not in dict(profiles.choices_for(person)):
        raise ValidationError({"audience": _("Choose who may see this from the list.")})
    person.refresh_from_db(fields=["field_audiences"], from_queryset=User.objects.select_for_update(no_key=True))
    if profiles.audience_of(person, found) == audience:
        return False
    person.field_audiences = {**person.field_audiences, field: audience}
    person.save(update_fields=["field_audiences"])
    hooks.changed(person, by)
    record("accounts.person.field_shown", by=by, on=person, field=field, to=audience)
    return True


@step
def show_no_more_to(audience: str, people: Iterable[int]) -> None:
    """These people have left a space: what they showed to it is theirs alone until they choose again."""
    for person in User.objects.filter(pk__in=people).exclude(field_audiences={}).order_by("pk"):
        kept = {name: person.key if to == audience else to for name, to in person.field_audiences.items()}
        if kept != person.field_audiences:
            person.field_audiences = kept
            person.save(update_fields=["field_audiences"])


@action
def change_settings(person: User, *, by: User, **changes: Any) -> list[str]:
    """Set the own language, time zone, presence, receipts and shortcuts; answers the names of what changed."""
    require(policies.can_change_settings(by, person))
    if strange := changes.keys() - SETTINGS:
        raise TypeError(f"No such settings: {', '.join(sorted(strange))}.")
    if "language" in changes and changes["language"] not in dict(SiteSettings.current().languages):
        raise ValidationError({"language": _("Choose one of the languages on offer.")})
    if "time_zone" in changes and changes["time_zone"] not in zoneinfo.available_timezones():
        raise ValidationError({"time_zone": _("Choose a time zone from the list.")})
    for name in SETTINGS - {"language", "time_zone"}:
        if name in changes and not isinstance(changes[name], bool):
            raise ValidationError({name: _("This is on or off.")})
    changed = [name for name, value in changes.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, changes[name])
    if changed:
        person.save(update_fields=changed)
        record("accounts.person.settings_changed", by=by, on=person, settings=sorted(changed))
    if {"language", "show_presence", "show_typing"} & set(changed):
        # Open tabs speak the new language, and stop or begin to say that the person is here, or writes.
        revoke([person.pk])
    return changed


@action
def upload_avatar(person: User, file: IO[bytes], *, by: User, whole: bool = False) -> str:
    """A picture for the arch: checked, made square, encoded anew. What is not square is cut, or, if ``whole``, set on
    a ground. Raises ``core.images.BadImage`` with a sentence."""
    require(policies.can_change_profile(by, person))
    before, person.avatar = person.avatar, avatars.store(file, whole=whole)
    person.avatar_bytes = avatars.weight_of(person.avatar)
    person.save(update_fields=["avatar", "avatar_bytes"])
    avatars.forget_after_commit(before)
    record("accounts.person.profile_changed", by=by, on=person, fields=["avatar"])
    return person.avatar


@action
def remove_avatar(person: User, *, by: User) -> bool:
    require(policies.can_change_profile(by, person))
    if not person.avatar:
        return False
    before, person.avatar, person.avatar_bytes = person.avatar, "", 0
    person.save(update_fields=["avatar", "avatar_bytes"])
    avatars.forget_after_commit(before)
    record("accounts.person.profile_changed", by=by, on=person, fields=["avatar"])
    return True
