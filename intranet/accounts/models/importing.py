"""A table of people that an admin brought along, between the dry run and the doing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class PeopleImport(models.Model):
    """An uploaded table. Its rows are kept, so that what is applied is what was shown; for an hour, for its admin."""

    class State(models.TextChoices):
        READY = "ready", _("Looked through")
        RUNNING = "running", _("Being done")
        DONE = "done", _("Done")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READY)
    make_departments = models.BooleanField(_("make departments that are missing"), default=False)
    invite = models.BooleanField(_("write to the new people"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    # How many rows were made, changed, left alone or refused; while it runs, so far.
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")

    def __str__(self) -> str:
        return self.name or str(self._meta.verbose_name)

    @property
    def key(self) -> str:
        return f"import_{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be applied."""
        return self.state == self.State.READY and self.expires_at > now()

    def count(self, outcome: str) -> int:
        counts: dict[str, Any] = self.counts
        return int(counts.get(outcome, 0))


class ImportedRow(models.Model):
    """One line of the table: what it says, and what would come, or has come, of it."""

    class Outcome(models.TextChoices):
        MAKE = "make", _("New")
        CHANGE = "change", _("Changed")
        SAME = "same", _("As it is")
        REFUSE = "refuse", _("Refused")

    table = models.ForeignKey(PeopleImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    # [[field, before, after], …]
    changes = models.JSONField(default=list)
    # Why it is refused, or what of it is left out: sentences.
    reasons = models.JSONField(default=list)
    applied = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="one_imported_row_per_number")]

    def __str__(self) -> str:
        return f"{self.table_id}:{self.number}"
