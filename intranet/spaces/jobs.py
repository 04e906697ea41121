"""What happens to spaces by the clock, and what is looked at again after a commit."""

from __future__ import annotations

from django.utils.timezone import localdate

from intranet.jobs import job, scheduled

from .models import MembershipRule, Pilot, Space


@scheduled(cron="10 4 * * *", name="spaces.fill_all")
@job(attempts=5, backoff=30)
def fill_all() -> int:
    """Follow every rule for everybody: the net under what actions do at once. Answers how many spaces changed."""
    from .actions import fill_space  # noqa: PLC0415 - actions enqueue jobs

    filling = Space.objects.current().filter(pk__in=MembershipRule.objects.values("space_id"))
    return sum(bool(fill_space(space)) for space in filling.order_by("pk"))


@scheduled(cron="30 4 * * *", name="spaces.pilots")
def tend_pilots() -> dict[str, int]:
    """Remind the owners of pilots that end within a week; end those whose last day is over; ask what they came to."""
    from .actions import ask_about_pilot, end_pilot, remind_of_pilot  # noqa: PLC0415 - actions enqueue jobs

    today = localdate()
    running = Pilot.objects.filter(outcome=Pilot.Outcome.RUNNING).select_related("space").order_by("pk")
    ended = sum(end_pilot(pilot.space, today=today) for pilot in running.filter(ends_on__lt=today))
    reminded = sum(remind_of_pilot(pilot.space, today=today) for pilot in running.filter(ends_on__gte=today))
    silent = Pilot.objects.exclude(outcome=Pilot.Outcome.RUNNING).filter(answered_at=None).select_related("space")
    asked = sum(ask_about_pilot(pilot.space, today=today) for pilot in silent.order_by("pk"))
    return {"ended": ended, "reminded": reminded, "asked": asked}
