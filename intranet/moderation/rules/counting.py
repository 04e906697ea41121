"""How often each rule has struck, by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils.timezone import localdate

from intranet.moderation.models import RuleDay

KEPT_DAYS = 366
SHOWN_DAYS = 30


def count_hit(rule: str, did: str) -> None:
    """One more of today."""
    today = {"rule": rule, "day": localdate(), "did": did}
    if RuleDay.objects.filter(**today).update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            RuleDay.objects.create(**today, count=1)
    except IntegrityError:
        # Somebody counted the first of today in the same moment.
        RuleDay.objects.filter(**today).update(count=F("count") + 1)


def counted(rules: Iterable[str]) -> dict[str, dict[str, int]]:
    """For each rule what it did in the last thirty days: {"links": {"refuse": 4}}."""
    since = localdate() - timedelta(days=SHOWN_DAYS)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = RuleDay.objects.filter(rule__in=list(rules), day__gt=since).values_list("rule", "did").annotate(Sum("count"))
    for rule, did, count in rows.order_by("rule", "did"):
        found[rule][did] = count
    return found


def by_day(rule: str) -> list[tuple[object, int]]:
    """The last thirty days of one rule, the oldest first, those without a hit included."""
    today = localdate()
    since = today - timedelta(days=SHOWN_DAYS - 1)
    rows = dict(
        RuleDay.objects.filter(rule=rule, day__gte=since).order_by("day").values_list("day").annotate(Sum("count"))
    )
    return [(day, rows.get(day, 0)) for day in (since + timedelta(days=n) for n in range(SHOWN_DAYS))]


def let_go_of_old_days() -> int:
    return RuleDay.objects.filter(day__lt=localdate() - timedelta(days=KEPT_DAYS)).delete()[0]
