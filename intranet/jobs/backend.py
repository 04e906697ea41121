"""The queue of django-tasks-db, whose rows also say which request left them."""

from __future__ import annotations

from typing import Any

from django_tasks.utils import normalize_json
from django_tasks_db import DatabaseBackend

from intranet.core.request_numbers import request_number

REQUEST = "request"


class NumberedBackend(DatabaseBackend):
    def _task_to_db_task(self, task: Any, args: Any, kwargs: Any) -> Any:
        """As in the library, with the number beside the arguments; outside of requests there is none."""
        from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 - jobs are declared before models can be imported

        call = {"args": args, "kwargs": kwargs}
        if number := request_number():
            call[REQUEST] = number
        return DBTaskResult.objects.create(
            id=self._get_id(),
            args_kwargs=normalize_json(call),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after,
            backend_name=self.alias,
        )
