"""Saying what a stage asks for."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.core.models import SiteSettings
from intranet.insights.models import Threshold
from intranet.insights.verbs import THRESHOLDS_SET
from intranet.realtime.units import action

from .measures import known
from .policies import can_set_thresholds
from .reading import changed
from .stages import defaults

MOST = 100_000


@action
def set_thresholds(wanted: Mapping[str, int], *, by: User) -> bool:
    """``wanted``: by measure; what is not named stays. False where nothing is different from before."""
    require(can_set_thresholds(by))
    begun, was = defaults(), changed()
    for key, least in wanted.items():
        measure = known(key)
        if key not in begun or measure is None:
            raise ValidationError({key: _("There is no such measure.")}, code="measure")
        most = 100 if measure.unit == "%" else MOST
        if not 1 <= least <= most:
            raise ValidationError({key: _("Between 1 and %(most)s.") % {"most": most}}, code="least")
    different = {key: least for key, least in wanted.items() if was.get(key, begun[key]) != least}
    if not different:
        return False
    for key, least in different.items():
        if least == begun[key]:
            Threshold.objects.filter(measure=key).delete()
        else:
            Threshold.objects.update_or_create(measure=key, defaults={"least": least})
    before = {key: was.get(key, begun[key]) for key in different}
    record(THRESHOLDS_SET, by=by, on=SiteSettings.current(), audience="", before=before, after=different)
    return True
