"""Running one job, wherever it runs: in a worker's thread, or in a test."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from intranet.core.request_numbers import numbered

from .backend import REQUEST
from .models import Worker
from .queue import fail, succeed, task_of


def perform(row: DBTaskResult) -> BaseException | None:
    """Run it, in the house's own language and time zone whatever ran here before; the error, if it raised one.

    BaseException, because a panic in an extension module or a ``SystemExit`` in a job must not end the thread.
    """
    try:
        number = row.args_kwargs.get(REQUEST, "")
        with translation.override(settings.LANGUAGE_CODE), timezone.override(None), numbered(number):
            task_of(row).call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
    except BaseException as error:
        return error
    return None


def settle(row: DBTaskResult, worker: Worker, error: BaseException | None) -> None:
    """Write down how it went."""
    if error is None:
        succeed(row, worker)
    else:
        fail(row, worker, error)
