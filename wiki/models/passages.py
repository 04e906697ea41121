"""Pages on their way out, as a file to take along, and on their way in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.spaces.models import Space

from .pages import Page


class PageExport(models.Model):
    """A page with all below it, or the wiki of a space, as one file for one person; there for a week."""

    class State(models.TextChoices):
        WAITING = "waiting", _("In preparation")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be made")
        GONE = "gone", _("Deleted")

    class Form(models.TextChoices):
        MARKDOWN = "markdown", _("Markdown, with pictures and files")
        HTML = "html", _("A site to read in any browser")
        PDF = "pdf", _("PDF, to print or to send")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="page_exports")
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    # Null for the whole wiki of the space.
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="exports")
    # Without what stands below it.
    alone = models.BooleanField(default=False)
    form = models.CharField(max_length=8, choices=Form.choices)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    path = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField(default=now)
    # Why it could not be made: a sentence.
    problem = models.CharField(max_length=300, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("export of pages")
        verbose_name_plural = _("exports of pages")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "space", "page", "alone", "form"],
                condition=Q(state="waiting", page__isnull=False),
                name="one_export_of_a_page_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["person", "space", "form"],
                condition=Q(state="waiting", page__isnull=True),
                name="one_export_of_a_wiki_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page or self.space} · {self.form}"

    @property
    def key(self) -> str:
        return f"page_export_{self.pk}"

    @property
    def audit_label(self) -> str:
        return f"{'page' if self.page_id else 'wiki'} {self.page_id or self.space_id} as {self.form}"

    @property
    def is_there(self) -> bool:
        return self.state == self.State.READY and self.expires_at is not None and self.expires_at > now()

    @property
    def percent(self) -> int:
        return min(100 * self.done // self.total, 99) if self.total else 0

    @property
    def title(self) -> str:
        return self.page.title if self.page is not None else self.space.name


class PageImport(models.Model):
    """Files that become pages: looked through first, then brought in."""

    class State(models.TextChoices):
        LOOKING = "looking", _("Being looked through")
        READY = "ready", _("Looked through")
        RUNNING = "running", _("Coming in")
        DONE = "done", _("Came in")
        STOPPED = "stopped", _("Stopped")
        REFUSED = "refused", _("Refused")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="page_imports")
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    # Under which page they come; null for the top of the tree.
    parent = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="+")
    under_a_page = models.BooleanField(default=False)
    name = models.CharField(max_length=200)
    # Where the bytes lie, until all is in.
    path = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.LOOKING)
    # Why it was refused, or stopped: a sentence.
    problem = models.CharField(max_length=500, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    # What was in the archive and is no page, by reason: {"unused": 3}.
    left_out = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=now)
    begun_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("import of pages")
        verbose_name_plural = _("imports of pages")

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"page_import_{self.pk}"

    @property
    def audit_label(self) -> str:
        return f"page import {self.pk}"

    @property
    def is_going(self) -> bool:
        return self.state in (self.State.LOOKING, self.State.RUNNING)

    @property
    def percent(self) -> int:
        return min(100 * self.done // self.total, 99) if self.total else 0


class ImportedPage(models.Model):
    """One file of an import: what was read in it, and the page it became."""

    class Outcome(models.TextChoices):
        MAKE = "make", _("Becomes a page")
        MADE = "made", _("Is a page")
        REFUSED = "refused", _("Could not be read")

    passage = models.ForeignKey(PageImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=400)
    title = models.CharField(max_length=200)
    # Among the rows: the one it stands under (its number), its place among its siblings, and how deep that is.
    under = models.PositiveIntegerField(null=True, blank=True)
    place = models.PositiveIntegerField(default=0)
    depth = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=7, choices=Outcome.choices, default=Outcome.MAKE)
    # The text, until it is in its page.
    text = models.TextField(blank=True)
    # Dates, authors, tags, places that links name.
    facts: Any = models.JSONField(default=dict)
    # What could not be kept: [[sort, detail, how often], …], or the one sentence of a refusal.
    losses: Any = models.JSONField(default=list)
    refusal = models.CharField(max_length=300, blank=True)
    page = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        verbose_name = _("imported page")
        verbose_name_plural = _("imported pages")
        constraints = [models.UniqueConstraint(fields=["passage", "number"], name="one_imported_page_of_a_number")]

    def __str__(self) -> str:
        return self.source
