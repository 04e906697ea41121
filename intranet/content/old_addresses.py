"""Bringing in the addresses of the site that the firm had before: a table of two columns, read whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.actions import can_change_site_settings
from intranet.core.decisions import require
from intranet.core.models import OldAddress, SiteSettings
from intranet.core.old_addresses import read_new, read_old
from intranet.core.tables import MOST_ROWS, read_table

COLUMNS = {"from": ("from", "old", "da", "vecchio"), "to": ("to", "new", "a", "nuovo")}
# Of what is wrong with a table, so many lines are said.
MOST_SAID = 20


@dataclass(frozen=True)
class Imported:
    added: int
    changed: int
    same: int


class OldAddressesForm(forms.Form):
    table = forms.FileField(
        label=gettext_lazy("Table (CSV)"),
        help_text=gettext_lazy("Two columns with the headers “from” and “to”. Addresses that are known are changed."),
    )


def import_old_addresses(data: bytes, *, by: User) -> Imported:
    """Every row, or none of them: ValidationError with a sentence for each row that makes no sense."""
    require(can_change_site_settings(by))
    wanted = _pairs(data)
    with transaction.atomic():
        known = _known(wanted)
        added = [OldAddress(old=old, new=new) for old, new in wanted.items() if old not in known]
        changed = [known[old] for old, new in wanted.items() if old in known and known[old].new != new]
        for row in changed:
            row.new = wanted[row.old]
        OldAddress.objects.bulk_create(added, batch_size=500)
        OldAddress.objects.bulk_update(changed, ["new"], batch_size=200)
        if added or changed:
            here = SiteSettings.current()
            record("core.addresses.imported", by=by, on=here, audience="", added=len(added), changed=len(changed))
    return Imported(len(added), len(changed), len(wanted) - len(added) - len(changed))


def forget_old_addresses(rows: Iterable[OldAddress], *, by: User) -> int:
    """What they were asked for is not found from then on."""
    require(can_change_site_settings(by))
    with transaction.atomic():
        numbers = [row.pk for row in rows]
        count, _each = OldAddress.objects.filter(pk__in=numbers).delete()
        if count:
            record("core.addresses.forgotten", by=by, on=SiteSettings.current(), audience="", count=count)
    return count


def _pairs(data: bytes) -> dict[str, str]:
    wanted: dict[str, str] = {}
    wrong: list[str] = []
    for row in read_table(data, columns=COLUMNS, needed=("from", "to"), most_rows=MOST_ROWS).rows:
        try:
            old = read_old(row.cells.get("from", ""))
            new = read_new(row.cells.get("to", ""), here=settings.SITE_URL)
            if wanted.get(old, new) != new:
                raise ValidationError(_("“%(address)s” is there twice and leads to two places.") % {"address": old})
        except ValidationError as error:
            wrong.append(_("Row %(row)d: %(reason)s") % {"row": row.number, "reason": error.messages[0]})
        else:
            wanted[old] = new
    for old, new in wanted.items():
        if new.partition("#")[0].rstrip("/") in wanted:
            wrong.append(_("“%(address)s” leads to another old address.") % {"address": old})
    if wrong:
        raise ValidationError([*wrong[:MOST_SAID], *(["…"] if len(wrong) > MOST_SAID else [])])
    return wanted


def _known(wanted: dict[str, str]) -> dict[str, Any]:
    olds = list(wanted)
    found: dict[str, Any] = {}
    for at in range(0, len(olds), 500):
        found |= {row.old: row for row in OldAddress.objects.filter(old__in=olds[at : at + 500])}
    return found
