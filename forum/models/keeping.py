"""What those who keep order have done with whole topics, so that each can be told and the newest undone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .topics import Answer, Topic


class Merge(models.Model):
    """Two topics became one. ``moved`` says what went over, by number, so that it can go back: answers, remarks,
    notes, votes, watches, and whether the accepted answer came along."""

    source = models.ForeignKey(Topic, models.CASCADE, related_name="merges_out")
    target = models.ForeignKey(Topic, models.CASCADE, related_name="merges_in")
    # The question of the source, which stands among the answers of the target.
    question = models.OneToOneField(Answer, models.SET_NULL, null=True, related_name="merged_question")
    moved = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now, editable=False)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(undone_at=None), name="one_standing_merge_of_a_topic"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} into {self.target_id}"


class Split(models.Model):
    """Answers of one topic became a topic of their own."""

    source = models.ForeignKey(Topic, models.CASCADE, related_name="splits_out")
    # The same entry as the first of those answers, so that its address and its votes stay.
    made = models.OneToOneField(Topic, models.CASCADE, related_name="split_from")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("split")
        verbose_name_plural = _("splits")

    def __str__(self) -> str:
        return f"{self.made_id} out of {self.source_id}"
