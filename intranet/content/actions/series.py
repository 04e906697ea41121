"""Series: one's own entries under a name, in an order."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import policies
from intranet.content.models import Entry, Series, SeriesPart
from intranet.core.decisions import require
from intranet.realtime.units import action

MOST_PARTS = 100
MOST_SERIES = 100


@action
def open_series(*, by: User, name: str) -> Series:
    """A series of that name; the one this person has already, if there is one."""
    require(policies.can_have_series(by))
    name = _checked(name)
    # The row of its owner keeps two presses of the same button in line.
    mine = Series.objects.filter(owner=User.objects.select_for_update().get(pk=by.pk))
    if (series := mine.filter(name=name).first()) is not None:
        return series
    if mine.count() >= MOST_SERIES:
        most = ngettext("%(most)s series at most.", "%(most)s series at most.", MOST_SERIES)
        raise ValidationError(most % {"most": MOST_SERIES}, code="most_series")
    series = Series.objects.create(owner=by, name=name)
    record("content.series.opened", by=by, on=series)
    return series


@action
def rename_series(series: Series, *, by: User, name: str) -> bool:
    require(policies.can_change_series(by, series))
    name = _checked(name)
    if name == series.name:
        return False
    if Series.objects.filter(owner=series.owner, name=name).exists():
        raise ValidationError(_("You have a series of that name already."), code="name")
    series.name = name
    series.save(update_fields=["name"])
    record("content.series.changed", by=by, on=series)
    return True


@action
def put_into_series(entry: Entry, *, by: User, series: Series) -> bool:
    """Make an entry the last part of a series; out of another, if it was in one. False when it was there already."""
    _hold(series)
    require(policies.can_change_series(by, series))
    require(policies.can_be_in_series(by, entry))
    part = SeriesPart.objects.filter(entry_id=entry.entry_id).first()
    if part is not None and part.series_id == series.pk:
        return False
    parts = series.parts.all()
    if parts.count() >= MOST_PARTS:
        most = ngettext("A series has %(most)s part at most.", "A series has %(most)s parts at most.", MOST_PARTS)
        raise ValidationError(most % {"most": MOST_PARTS}, code="most_parts")
    last = parts.aggregate(last=Max("position"))["last"] or 0
    SeriesPart.objects.update_or_create(entry_id=entry.entry_id, defaults={"series": series, "position": last + 1})
    record("content.series.changed", by=by, on=series, entry=entry.entry_id)
    return True


@action
def take_out_of_series(entry: Entry, *, by: User) -> bool:
    part = SeriesPart.objects.filter(entry_id=entry.entry_id).select_related("series__owner").first()
    if part is None:
        return False
    require(policies.can_change_series(by, part.series))
    part.delete()
    record("content.series.changed", by=by, on=part.series, entry=entry.entry_id)
    return True


@action
def order_series(series: Series, *, by: User, entries: Iterable[int]) -> bool:
    """Put the parts into this order; those that are not named follow as they stood."""
    _hold(series)
    require(policies.can_change_series(by, series))
    parts = list(series.parts.all())
    wanted = {pk: place for place, pk in enumerate(entries)}
    ordered = sorted(parts, key=lambda part: wanted.get(part.entry_id, len(wanted)))
    if ordered == parts:
        return False
    for place, part in enumerate(ordered, start=1):
        part.position = place
    SeriesPart.objects.bulk_update(ordered, ["position"])
    record("content.series.changed", by=by, on=series)
    return True


@action
def close_series(series: Series, *, by: User) -> None:
    """Undo a series; its entries stay where they are."""
    require(policies.can_change_series(by, series))
    record("content.series.closed", by=by, on=series)
    series.delete()


def _hold(series: Series) -> None:
    Series.objects.select_for_update().filter(pk=series.pk).first()


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise ValidationError(_("Give it a name."), code="name")
    if len(name) > 120:
        raise ValidationError(_("The name is too long: 120 characters at most."), code="name")
    return name
