"""What the index still has to learn."""

from __future__ import annotations

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Attachment


class Pending(models.Model):
    """An entry whose text or audience changed since the index last looked. Written in the transaction of the change,
    so nothing is forgotten, whatever happens to the process that indexes."""

    entry_id = models.BigIntegerField(primary_key=True)
    since = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("waiting for the index")
        verbose_name_plural = _("waiting for the index")

    def __str__(self) -> str:
        return f"entry_{self.entry_id}"


class Meanwhile(models.Model):
    """An entry that was written to the index while a new index was being built beside it: looked at again once that
    one is in its place."""

    entry_id = models.BigIntegerField(primary_key=True)

    class Meta:
        verbose_name = _("changed while the index was rebuilt")
        verbose_name_plural = _("changed while the index was rebuilt")

    def __str__(self) -> str:
        return f"entry_{self.entry_id}"


class Rebuild(models.Model):
    """That an index is being built anew. The row of one that was killed stands until the next has finished: then too
    much is looked at again, and nothing too little."""

    started_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("rebuild")
        verbose_name_plural = _("rebuilds")

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class Shelf(models.Model):
    """Where the index keeps the texts of one audience: with what people outside the house may read, or not."""

    audience = models.CharField(max_length=40, primary_key=True)
    outside = models.BooleanField()

    class Meta:
        verbose_name = _("shelf")
        verbose_name_plural = _("shelves")

    def __str__(self) -> str:
        return f"{self.audience}: {'outside' if self.outside else 'inside'}"


class FileText(models.Model):
    """The words of a file, read once. Without words: it has none, or could not be read."""

    attachment = models.OneToOneField(Attachment, models.CASCADE, related_name="words", primary_key=True)
    text = models.TextField(blank=True)
    read_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")

    def __str__(self) -> str:
        return str(self.attachment_id)
