"""What was said on each stream, in order, for seven days."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stream(models.Model):
    """A counter per stream. It is raised last in the transaction that writes, so commit order is its order."""

    name = models.CharField(max_length=64, primary_key=True)
    head = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("stream")
        verbose_name_plural = _("streams")

    def __str__(self) -> str:
        return f"{self.name} at {self.head}"


class Frame(models.Model):
    """One thing that happened, as every reader of the stream may learn it (nothing in it is personal)."""

    # A plain name, not a foreign key: rows are written in bulk under the counter's lock and never re-pointed.
    stream = models.CharField(max_length=64)
    seq = models.PositiveBigIntegerField()
    event = models.CharField(max_length=80)
    # The frame's own keys; "html" holds one rendering per language, of which a socket gets its own.
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("frame")
        verbose_name_plural = _("frames")
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="a_stream_counts_each_frame_once")]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq}: {self.event}"
