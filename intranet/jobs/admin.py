"""The back office of the queue: rows are read-only, buttons call actions."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from intranet.core.back_office import ReadOnlyAdmin

from . import actions
from .models import DeadJob, QueuedJob, Schedule, Worker


@admin.register(QueuedJob)
class QueuedJobAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "arguments", "state", "attempts", "enqueued_at", "started_at", "finished_at")
    list_filter = ("status",)
    search_fields = ("task_path",)
    ordering = ("-enqueued_at",)
    show_full_result_count = False
    fields = readonly_fields = (
        "task_path",
        "arguments",
        "state",
        "attempts",
        "priority",
        "enqueued_at",
        "run_after",
        "started_at",
        "finished_at",
        "last_traceback",
    )

    @admin.display(description=_("arguments"))
    def arguments(self, job: QueuedJob) -> str:
        return arguments_of(job)

    @admin.display(description=_("state"))
    def state(self, job: QueuedJob) -> Any:
        match job.status:
            case TaskResultStatus.READY:
                return _("waiting") if job.run_after <= timezone.now() else _("waiting for its time")
            case TaskResultStatus.RUNNING:
                return _("running")
            case TaskResultStatus.SUCCESSFUL:
                return _("done")
            case _other:
                return _("dead")

    @admin.display(description=_("attempts"))
    def attempts(self, job: QueuedJob) -> int:
        return job.attempts

    @admin.display(description=_("last failure"))
    def last_traceback(self, job: QueuedJob) -> str:
        return traceback_of(job)


@admin.register(DeadJob)
class DeadJobAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "arguments", "reason", "attempts", "died_at")
    list_select_related = ("job",)
    search_fields = ("job__task_path", "job__exception_class_path")
    actions = ("try_again", "throw_away")
    fields = readonly_fields = ("task_path", "arguments", "attempts", "enqueued_at", "died_at", "last_traceback")

    def get_urls(self) -> list[URLPattern]:
        def button(name: str, act: Callable[[DeadJob], bool], done: Any) -> URLPattern:
            @require_POST
            def press(request: HttpRequest, object_id: UUID) -> HttpResponse:
                dead = DeadJob.objects.filter(pk=object_id).first()
                if dead and act(dead):
                    self.message_user(request, done, messages.SUCCESS)
                else:
                    self.message_user(request, _("Somebody has already dealt with this job."), messages.INFO)
                return HttpResponseRedirect(reverse("admin:jobs_deadjob_changelist"))

            view = self.admin_site.admin_view(press)
            return path(f"<uuid:object_id>/{name}/", view, name=f"jobs_deadjob_{name}")

        return [
            button("retry", actions.retry_dead, _("The job is tried again.")),
            button("discard", actions.discard_dead, _("The job was thrown away.")),
            *super().get_urls(),
        ]

    @admin.action(description=_("Try again"))
    def try_again(self, request: HttpRequest, chosen: QuerySet[DeadJob]) -> None:
        count = sum(actions.retry_dead(dead) for dead in chosen)
        text = ngettext("%(count)d job is tried again.", "%(count)d jobs are tried again.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)

    @admin.action(description=_("Throw away"))
    def throw_away(self, request: HttpRequest, chosen: QuerySet[DeadJob]) -> None:
        count = sum(actions.discard_dead(dead) for dead in chosen)
        text = ngettext("%(count)d job was thrown away.", "%(count)d jobs were thrown away.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)

    @admin.display(description=_("job"))
    def task_path(self, dead: DeadJob) -> str:
        return dead.job.task_path

    @admin.display(description=_("arguments"))
    def arguments(self, dead: DeadJob) -> str:
        return arguments_of(dead.job)

    @admin.display(description=_("why"))
    def reason(self, dead: DeadJob) -> str:
        """The last line of the traceback says it best."""
        return dead.job.traceback.strip().rpartition("\n")[2][:200]

    @admin.display(description=_("attempts"))
    def attempts(self, dead: DeadJob) -> int:
        return len(dead.job.worker_ids)

    @admin.display(description=_("asked for"))
    def enqueued_at(self, dead: DeadJob) -> Any:
        return dead.job.enqueued_at

    @admin.display(description=_("last failure"))
    def last_traceback(self, dead: DeadJob) -> str:
        return traceback_of(dead.job)


@admin.register(Schedule)
class ScheduleAdmin(ReadOnlyAdmin):
    list_display = ("name", "cron", "next_run", "last_run")
    actions = ("run_now",)

    @admin.action(description=_("Do it now, too"))
    def run_now(self, request: HttpRequest, chosen: QuerySet[Schedule]) -> None:
        count = sum(actions.run_now(schedule) for schedule in chosen)
        text = ngettext("%(count)d job was added to the queue.", "%(count)d jobs were added to the queue.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)


@admin.register(Worker)
class WorkerAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "started_at", "beat_at")


def arguments_of(job: DBTaskResult) -> str:
    return json.dumps(job.args_kwargs.get("kwargs", {}), ensure_ascii=False)[:500]


def traceback_of(job: DBTaskResult) -> str:
    return format_html("<pre>{}</pre>", job.traceback) if job.traceback else "-"
