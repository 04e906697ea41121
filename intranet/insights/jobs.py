"""Evidence is gathered after what counts, and all of it at night, since tags and places change."""

from __future__ import annotations

from django.db.models import Q
from django.utils.timezone import localdate

from intranet.activity.ledger import Reactor
from intranet.activity.models import Activity
from intranet.activity.verbs import Verb
from intranet.content import evidence
from intranet.content.models import Entry
from intranet.jobs import job, scheduled

# Of channels that are due, so many in one morning.
A_MORNING = 2000


@job(attempts=3, backoff=60)
def gather_under(*, entry_id: int, verb: str) -> int:
    """What there is to see under this entry now. May run twice."""
    from .expertise.gathering import gather  # noqa: PLC0415 - settings name this module before apps are ready

    root = Entry.objects.filter(pk=entry_id).values_list("root_id", flat=True).first()
    about = root or entry_id
    return sum(gather(source, [about]) for source in evidence.all_sources() if verb in source.verbs)


@job(attempts=2, backoff=600)
def gather_everything() -> int:
    from .expertise.gathering import gather_all  # noqa: PLC0415 - as above

    return gather_all()


@scheduled(cron="35 3 * * *", name="insights.gather")
def gather_at_night() -> None:
    gather_everything.enqueue_once(key="all")


@job(attempts=2, backoff=600)
def gather_people() -> int:
    from .people.gathering import gather_standings  # noqa: PLC0415 - as above

    return gather_standings()


@scheduled(cron="50 3 * * *", name="insights.people")
def gather_people_at_night() -> None:
    gather_people.enqueue_once(key="all")


@scheduled(cron="4 * * * *", name="insights.week")
def mail_weeks() -> int:
    """Whoever wants the list of the week now, on their clock. Returns how many."""
    from .week.sending import due_now  # noqa: PLC0415 - as above

    people = due_now()
    for person in people:
        mail_week.enqueue_once(key=str(person), person=person)
    return len(people)


@job(attempts=5, backoff=300)
def mail_week(*, person: int) -> bool:
    from .week.sending import send_week  # noqa: PLC0415 - as above

    return send_week(person)


def _counts(verb: Verb) -> bool:
    return any(verb.name in source.verbs for source in evidence.all_sources())


def _under(activity: Activity) -> None:
    if activity.subject.startswith("entry_"):
        entry_id = int(activity.subject.removeprefix("entry_"))
        gather_under.enqueue_once(key=f"{entry_id}:{activity.verb}", entry_id=entry_id, verb=activity.verb)


EVIDENCE = Reactor("evidence", concerns=_counts, enqueue=_under)


@job(attempts=2, backoff=600)
def gather_figures() -> int:
    from .figures.gathering import gather  # noqa: PLC0415 - as above

    return gather()


@scheduled(cron="10 0 * * *", name="insights.figures")
def figures_at_night() -> None:
    gather_figures.enqueue_once(key="figures")


@scheduled(cron="16 6 * * *", name="insights.channels")
def remind_of_channels() -> int:
    """Outside channels that nobody has looked at in their time. Returns how many were reminded of."""
    from .channels.actions import AGAIN_AFTER, remind_of_channel  # noqa: PLC0415 - as above
    from .models import OutsideChannel  # noqa: PLC0415 - as above

    waiting = Q(reminded_on=None) | Q(reminded_on__lte=localdate() - AGAIN_AFTER)
    found = OutsideChannel.objects.overdue().filter(waiting).order_by("review_due", "pk")[:A_MORNING]
    return sum(remind_of_channel(channel) for channel in found)
