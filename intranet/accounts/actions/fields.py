"""The fields a firm adds to the page of a person: admins define them, and take them away in two steps."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.accounts import policies
from intranet.accounts.models import ProfileAnswer, ProfileField, User
from intranet.accounts.plain import plain
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action

MOST_FIELDS = 40
MOST_FACETS = 6
MOST_CHOICES = 60
LONGEST_CHOICE = 80
OWN = frozenset({"label", "label_it", "hint", "sort", "choices", "managed", "audience", "required", "searchable"})


@action
def add_field(*, by: User, **asked: Any) -> ProfileField:
    """A new question on every page; it stands last."""
    require(policies.can_administer(by))
    if ProfileField.objects.live().count() >= MOST_FIELDS:
        raise ValidationError(_("There are %(count)d fields already. Retire one first.") % {"count": MOST_FIELDS})
    last = ProfileField.objects.aggregate(last=Max("place"))["last"] or 0
    field = ProfileField(place=last + 1)
    _take(field, asked)
    field.save()
    record("accounts.field.added", by=by, on=field, sort=field.sort, managed=field.managed)
    return field


@action
def change_field(field: ProfileField, *, by: User, **asked: Any) -> bool:
    """False where nothing changes. Answers decide what may still be changed: neither their kind nor whose they are."""
    require(policies.can_administer(by))
    field = _hold(field)
    before = {name: getattr(field, name) for name in OWN}
    _take(field, asked)
    changed = sorted(name for name in OWN if getattr(field, name) != before[name])
    if not changed:
        return False
    if {"sort", "managed"} & set(changed) and ProfileAnswer.objects.filter(field=field).exists():
        if "managed" in changed:
            raise ValidationError(
                {"managed": _("There are answers, and they were given to be seen by others. Add a new field.")}
            )
        raise ValidationError({"sort": _("There are answers of the old kind. Add a new field and retire this one.")})
    field.save(update_fields=changed)
    record("accounts.field.changed", by=by, on=field, fields=changed)
    return True


@action
def move_field(field: ProfileField, step: int, *, by: User) -> bool:
    """One place up (-1) or down (1) among the live ones."""
    require(policies.can_administer(by))
    fields = list(ProfileField.objects.live().select_for_update().order_by("place", "pk"))
    at = next((place for place, one in enumerate(fields) if one.pk == field.pk), None)
    if at is None or not 0 <= at + step < len(fields) or abs(step) != 1:
        return False
    fields[at], fields[at + step] = fields[at + step], fields[at]
    for place, one in enumerate(fields, start=1):
        if one.place != place:
            ProfileField.objects.filter(pk=one.pk).update(place=place)
    record("accounts.field.changed", by=by, on=field, fields=["place"])
    return True


@action
def retire_field(field: ProfileField, *, by: User) -> bool:
    """Shown nowhere any more; the answers are kept, and come back with it."""
    require(policies.can_administer(by))
    if not ProfileField.objects.filter(pk=field.pk, retired_at=None).update(retired_at=now()):
        return False
    record("accounts.field.retired", by=by, on=field)
    return True


@action
def restore_field(field: ProfileField, *, by: User) -> bool:
    require(policies.can_administer(by))
    if not ProfileField.objects.filter(pk=field.pk).exclude(retired_at=None).update(retired_at=None):
        return False
    record("accounts.field.restored", by=by, on=field)
    return True


@action
def delete_field(field: ProfileField, *, by: User, confirmed: int) -> int:
    """Delete a retired field with its answers; how many went. ``confirmed`` is how many the admin was told."""
    require(policies.can_administer(by))
    field = _hold(field)
    if field.retired_at is None:
        raise ValidationError(_("Retire the field first: then nobody sees it, and nothing is lost yet."))
    answers = ProfileAnswer.objects.filter(field=field).count()
    if answers != confirmed:
        sentence = ngettext(
            "%(count)d answer would be deleted with it. Confirm that number.",
            "%(count)d answers would be deleted with it. Confirm that number.",
            answers,
        )
        raise ValidationError(sentence % {"count": answers})
    record("accounts.field.deleted", by=by, on=field, answers=answers)
    field.delete()
    return answers


def _hold(field: ProfileField) -> ProfileField:
    return ProfileField.objects.select_for_update().get(pk=field.pk)


def _take(field: ProfileField, asked: dict[str, Any]) -> None:
    """Put what was asked into the field, checked."""
    if strange := asked.keys() - OWN:
        raise TypeError(f"No such settings of a field: {', '.join(sorted(strange))}.")
    for name, value in asked.items():
        setattr(
            field, name, _choices(value) if name == "choices" else plain(value) if isinstance(value, str) else value
        )
    if not field.label:
        raise ValidationError({"label": _("Give the field a name.")})
    same = ProfileField.objects.filter(label__iexact=field.label).exclude(pk=field.pk)
    if same.exists():
        raise ValidationError({"label": _("There is a field of this name already, perhaps a retired one.")})
    if field.sort == ProfileField.Sort.CHOICE and len(field.choices) < 2:
        raise ValidationError({"choices": _("Write at least two choices, one to a line.")})
    if field.sort != ProfileField.Sort.CHOICE:
        field.choices = []
    if field.searchable and field.sort not in (ProfileField.Sort.TEXT, ProfileField.Sort.CHOICE):
        raise ValidationError({"searchable": _("Only texts and choices can be found and filtered.")})
    if field.is_facet:
        facets = [one for one in ProfileField.objects.live().exclude(pk=field.pk) if one.is_facet]
        if len(facets) >= MOST_FACETS:
            told = {"count": MOST_FACETS}
            raise ValidationError({"searchable": _("The directory has %(count)d such filters at most.") % told})
    field.clean_fields()


def _choices(lines: Any) -> list[str]:
    found = list(dict.fromkeys(line for line in (plain(str(line)) for line in lines) if line))
    if len(found) > MOST_CHOICES:
        raise ValidationError({"choices": _("At most %(count)d choices.") % {"count": MOST_CHOICES}})
    if any(len(line) > LONGEST_CHOICE for line in found):
        raise ValidationError({"choices": _("A choice has at most %(count)d characters.") % {"count": LONGEST_CHOICE}})
    return found
