from __future__ import annotations

from intranet.jobs import scheduled


@scheduled(cron="23 4 * * *", name="forum.forget_mailed_topics")
def forget_mailed_topics() -> int:
    """Mails to a category that nobody has confirmed."""
    from forum.actions.by_mail import forget_mailed  # noqa: PLC0415 - jobs are read before the models

    return forget_mailed()
