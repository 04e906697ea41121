"""A document is a log of updates with a snapshot of its beginning. Nothing of it is ever changed in place."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def _a_writer() -> int:
    """A client's number as Yjs makes them: 32 bits, and never one of the small ones that people type."""
    return secrets.randbelow(2**32 - 2**16) + 2**16


class Document(models.Model):
    name = models.CharField(_("name"), max_length=40, unique=True)
    # The number of the last update. Raised under the row's lock, so that numbers are in the order of commits.
    head = models.PositiveBigIntegerField(_("updates"), default=0)
    # Everything up to here has been told to the sort.
    settled = models.PositiveBigIntegerField(default=0)
    # Raised to send everybody away who has it open; they come back and are asked again.
    epoch = models.PositiveIntegerField(default=0)
    # What the server writes, it writes as one client: each client is kept for ever in what a document says of itself.
    writer = models.PositiveBigIntegerField(default=_a_writer, editable=False)
    # What its snapshot has taken in.
    snapshot_seq = models.PositiveBigIntegerField(default=0)
    begun_at = models.DateTimeField(_("since"), auto_now_add=True)
    written_at = models.DateTimeField(_("last written"), null=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.name


class Snapshot(models.Model):
    """The beginning of the log in one update. Apart from its document, whose row is written with each commit."""

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="snapshot")
    data = models.BinaryField()

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")

    def __str__(self) -> str:
        return f"{self.document_id}"


class Update(models.Model):
    """What somebody wrote, as the editor said it."""

    # The constraint below has the index that finds them. Each index more is a page more for every letter.
    document = models.ForeignKey(Document, models.CASCADE, related_name="updates", db_index=False)
    seq = models.PositiveBigIntegerField()
    data = models.BinaryField()
    # Nobody: the program, or a person who is gone.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        constraints = [models.UniqueConstraint(fields=["document", "seq"], name="a_document_counts_each_update_once")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.seq}"
