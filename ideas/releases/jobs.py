"""Mail about releases, which no request waits for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ideas.models import Subscriber
from intranet.jobs import job, scheduled

from .occasion import Occasion


@job(attempts=5, backoff=60)
def write_to_asked(*, subscriber_id: int) -> bool:
    from .subscribing import send_asked  # noqa: PLC0415 - what writes letters knows what enqueues them

    found = Subscriber.objects.filter(pk=subscriber_id).first()
    return send_asked(found) if found is not None else False


@job(attempts=8, backoff=60)
def mail_release(*, release_id: int, after: int = 0) -> int:
    """One portion, and then the next. May run twice: each address is written to once."""
    from .mailing import mail_portion  # noqa: PLC0415 - as above

    if last := mail_portion(release_id, after):
        mail_release.enqueue(release_id=release_id, after=last)
    return last


@job(attempts=8, backoff=60)
def mail_parts(*, release_id: int, round: int = 0, after: int = 0) -> int:
    """One portion of those who had a part and have no account, and then the next. May run twice."""
    from .by_mail import of_release  # noqa: PLC0415 - as above

    again = partial(mail_parts.enqueue, release_id=release_id, round=round)
    return _portion(of_release(release_id, round), after, again)


@job(attempts=8, backoff=60)
def mail_delivered(*, change_id: int, after: int = 0) -> int:
    """The same where an idea was delivered and no release says so."""
    from .by_mail import of_change  # noqa: PLC0415 - as above

    return _portion(of_change(change_id), after, partial(mail_delivered.enqueue, change_id=change_id))


def _portion(occasion: Occasion | None, after: int, again: Callable[..., object]) -> int:
    from .by_mail import mail_portion  # noqa: PLC0415 - as above

    last = mail_portion(occasion, after) if occasion is not None else 0
    if last:
        again(after=last)
    return last


@scheduled(cron="41 3 * * *", name="ideas.forget_unconfirmed")
def forget_unconfirmed() -> None:
    from .subscribing import forget_unconfirmed as forget  # noqa: PLC0415 - as above

    forget()
