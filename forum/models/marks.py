"""How far somebody has read in the forum."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .topics import Topic


class ReadMark(models.Model):
    """Up to when a person has read a topic; without a topic, up to when they have read everything."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="+")
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("mark of what was read in the forum")
        verbose_name_plural = _("marks of what was read in the forum")
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="one_mark_of_a_topic"),
            models.UniqueConstraint(fields=["person"], condition=Q(topic=None), name="one_mark_of_everything"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.topic_id} · {self.until}"
