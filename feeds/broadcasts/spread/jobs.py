"""Mail about broadcasts, which no request waits for."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from feeds.models import NewsReader, Twin
from intranet.jobs import job, scheduled

# What was held back and let out within this time is mailed all the same.
STILL_NEWS = timedelta(days=14)


@job(attempts=8, backoff=60)
def mail_news(*, twin_id: int, after: int = 0) -> int:
    """One portion, and then the next. May run twice: each address is written to once."""
    from .news import mail_portion  # noqa: PLC0415 - what writes letters knows what enqueues them

    if last := mail_portion(twin_id, after):
        mail_news.enqueue(twin_id=twin_id, after=last)
    return last


@job(attempts=8, backoff=60)
def mail_broadcast(*, mailing_id: int, after: int = 0) -> int:
    """One portion of those whom it is for, and then the next."""
    from .mailing import mail_portion  # noqa: PLC0415 - as above

    if last := mail_portion(mailing_id, after):
        mail_broadcast.enqueue(mailing_id=mailing_id, after=last)
    return last


@job(attempts=5, backoff=60)
def write_to_news_reader(*, reader_id: int) -> bool:
    from .news import NEWS  # noqa: PLC0415 - as above

    found = NewsReader.objects.filter(pk=reader_id).first()
    return NEWS.send_asked(found) if found is not None else False


@scheduled(cron="7 * * * *", name="feeds.news")
def mail_what_was_held() -> int:
    """What a moderator let out after its broadcast is news from then on."""
    waiting = Twin.objects.filter(mailed_at=None, released_at__gt=now() - STILL_NEWS, post__state="published")
    numbers = list(waiting.order_by("pk").values_list("pk", flat=True))
    for pk in numbers:
        mail_news.enqueue_once(key=str(pk), twin_id=pk)
    return len(numbers)


@scheduled(cron="43 3 * * *", name="feeds.forget_news_readers")
def forget_unconfirmed() -> None:
    from .news import NEWS  # noqa: PLC0415 - as above

    NEWS.forget_unconfirmed()
