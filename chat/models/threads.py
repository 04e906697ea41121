"""Who follows a thread, and how far they have read it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .messages import Message


class ThreadMember(models.Model):
    thread = models.ForeignKey(Message, models.CASCADE, related_name="followers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="threads")
    # False: left on purpose, and brought back only by hand.
    following = models.BooleanField(default=True)
    # The mark, as in a room: everything up to this number has been read.
    read_seq = models.PositiveBigIntegerField(default=0, editable=False)
    kept_unread = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("follower of a thread")
        verbose_name_plural = _("followers of threads")
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="one_thread_member_each")]
        indexes = [models.Index(fields=["person", "following"], name="threads_of_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.thread_id}"
