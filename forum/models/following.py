"""Who wants to hear of each new topic of a category, with a tag, or of all."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Tag

from .categories import Category


class Following(models.Model):
    """One of ``category`` and ``tag``, or neither for the whole forum."""

    class Level(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="forum_followings")
    category = models.ForeignKey(Category, models.CASCADE, null=True, blank=True, related_name="followings")
    tag = models.ForeignKey(Tag, models.CASCADE, null=True, blank=True, related_name="forum_followings")
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.AT_ONCE)
    # What came out later is still to be told, of who hears once a day.
    told_until = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("following in the forum")
        verbose_name_plural = _("followings in the forum")
        constraints = [
            models.CheckConstraint(condition=Q(category=None) | Q(tag=None), name="followed_one_thing"),
            models.UniqueConstraint(
                fields=["person", "category"], condition=Q(category__isnull=False), name="followed_category_once"
            ),
            models.UniqueConstraint(fields=["person", "tag"], condition=Q(tag__isnull=False), name="followed_tag_once"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(category=None, tag=None), name="followed_forum_once"
            ),
        ]
        indexes = [models.Index(fields=["level"], name="following_level")]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.category or self.tag or '*'}"

    @property
    def audit_label(self) -> str:
        if self.tag is not None:
            return f"#{self.tag.name}"
        return self.category.name if self.category is not None else gettext("Community")

    @property
    def key(self) -> str:
        return f"following_{self.pk}"

    @property
    def audience(self) -> str:
        return f"user_{self.person_id}"
