"""Who works, on what, and what has come to nothing.

The jobs themselves are rows of django-tasks-db, which knows neither retries nor workers. What it lacks stands beside
them, each state a row of a small table, so that no question has to search through a day of finished jobs.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult


class QueuedJob(DBTaskResult):
    """A job, waiting, running or done. The same rows under the name that the admin shows."""

    class Meta:
        proxy = True
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return self.task_path.rpartition(".")[2]

    @property
    def attempts(self) -> int:
        return len(self.worker_ids)


class Worker(models.Model):
    """A process that works off the queue and says every few seconds that it still does."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    host = models.CharField(_("machine"), max_length=255)
    pid = models.PositiveIntegerField(_("process"))
    # Tells the process from a later one that was given the same number.
    birth = models.CharField(max_length=80)
    started_at = models.DateTimeField(_("since"), auto_now_add=True)
    beat_at = models.DateTimeField(_("last heard of"))

    class Meta:
        ordering = ["started_at"]
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return f"{self.host} {self.pid}"


class Hold(models.Model):
    """A worker is on a job. Whoever deletes the row has the right to say how the job went."""

    job = models.OneToOneField(DBTaskResult, models.CASCADE, primary_key=True, related_name="hold")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="holds")

    class Meta:
        verbose_name = _("running job")
        verbose_name_plural = _("running jobs")

    def __str__(self) -> str:
        return f"{self.job_id} by {self.worker_id}"


class TicketQuerySet(models.QuerySet["Ticket"]):
    def waiting(self, key: str) -> TicketQuerySet:
        """Tickets under that key whose job has not begun and is not put off by a failure or by its caller."""
        return self.filter(key=key, job__status=TaskResultStatus.READY, job__run_after__lte=timezone.now())


class Ticket(models.Model):
    """The key under which a job was enqueued once. Gone when the job has succeeded."""

    job = models.OneToOneField(DBTaskResult, models.CASCADE, primary_key=True, related_name="ticket")
    key = models.CharField(max_length=300, db_index=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")

    def __str__(self) -> str:
        return self.key


class DeadJob(models.Model):
    """A job that failed for the last time. It stays until somebody tries it again or throws it away."""

    job = models.OneToOneField(DBTaskResult, models.CASCADE, primary_key=True, related_name="death")
    died_at = models.DateTimeField(_("given up"), db_index=True)

    class Meta:
        ordering = ["-died_at"]
        verbose_name = _("dead job")
        verbose_name_plural = _("dead jobs")

    def __str__(self) -> str:
        return self.job.task_path.rpartition(".")[2]


class Schedule(models.Model):
    """When a scheduled job is due next. Moving ``next_run`` on is what claims a run."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    cron = models.CharField(_("cron line"), max_length=100)
    next_run = models.DateTimeField(_("next"))
    last_run = models.DateTimeField(_("last"), null=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")

    def __str__(self) -> str:
        return self.name
