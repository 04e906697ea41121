"""Filters that a person keeps under a name."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.realtime.units import action

from .filters import Filter
from .models import SavedFilter

MOST = 20


@action
def save_filter(*, by: User, name: str, wanted: Filter, is_default: bool = False) -> SavedFilter:
    """Keep a way to look at the home feed; under a name that is taken, it takes the place of the one before."""
    name = " ".join(name.split())[:40]
    if not name:
        raise ValidationError({"name": _("Give it a name.")}, code="name")
    User.objects.select_for_update().get(pk=by.pk)
    mine = SavedFilter.objects.filter(person=by)
    if not mine.filter(name=name).exists() and mine.count() >= MOST:
        raise ValidationError(_("You keep twenty filters already. Delete one first."), code="most")
    if is_default:
        mine.update(is_default=False)
    row, _made = mine.update_or_create(person=by, name=name, defaults={"query": wanted.query, "is_default": is_default})
    return row


@action
def delete_filter(saved: SavedFilter, *, by: User) -> bool:
    return bool(SavedFilter.objects.filter(pk=saved.pk, person=by).delete()[0])


@action
def open_with(saved: SavedFilter | None, *, by: User) -> None:
    """Which of them the home page opens with; None for none."""
    mine = SavedFilter.objects.filter(person=by)
    mine.update(is_default=False)
    if saved is not None:
        mine.filter(pk=saved.pk).update(is_default=True)
