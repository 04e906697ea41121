"""Where in the text of a page a comment has its place."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.conversation.models import Comment

from .pages import Page


class Anchor(models.Model):
    """The passage a comment is about, in the words that readers see of the page (``wiki/remarks/passages.py``).

    ``start`` and ``end`` hold in the text that is published now; both are null while the passage is not in it. What
    was marked is kept as ``quote``, with some words around it, so that it is found again.
    """

    comment = models.OneToOneField(Comment, models.CASCADE, related_name="anchor")
    page = models.ForeignKey(Page, models.CASCADE, related_name="anchors")
    quote = models.TextField()
    prefix = models.CharField(max_length=80, blank=True)
    suffix = models.CharField(max_length=80, blank=True)
    # The version in which it was marked.
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("place of a comment")
        verbose_name_plural = _("places of comments")
        indexes: ClassVar = [models.Index(fields=["page", "resolved_at"], name="anchor_of_page")]

    def __str__(self) -> str:
        return f"{self.comment_id} · {self.quote[:40]}"

    @property
    def is_gone(self) -> bool:
        return self.start is None

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None
