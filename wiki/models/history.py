"""What hangs on the versions of a page: who wrote what, who wants to hear of changes, and what they were told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.activity.models import Activity
from intranet.spaces.models import Space

from .pages import Page


class Authorship(models.Model):
    """For each word of version ``number``, the version it came in, as runs: worked out when somebody asks, and carried
    on from here the next time."""

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="authorship")
    number = models.PositiveIntegerField()
    runs = models.JSONField(default=list)

    class Meta:
        verbose_name = _("who wrote what")
        verbose_name_plural = _("who wrote what")

    def __str__(self) -> str:
        return f"{self.page_id} · {self.number}"


class Watching(models.Model):
    """That somebody wants to hear of changes: of a page, of a page with all below it, or of all pages of a space. Or
    not of this one, though they wrote in it or watch the tree it stands in."""

    class Way(models.TextChoices):
        PAGE = "page", _("This page")
        TREE = "tree", _("This page and all below it")
        NOT = "not", _("Nothing")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="watchings")
    space = models.ForeignKey(Space, models.CASCADE, null=True, blank=True, related_name="+")
    way = models.CharField(max_length=4, choices=Way.choices, default=Way.PAGE)
    since = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("watched page")
        verbose_name_plural = _("watched pages")
        constraints = [
            models.UniqueConstraint(fields=["page", "person"], name="one_watching_of_a_page_each"),
            models.UniqueConstraint(fields=["space", "person"], name="one_watching_of_a_space_each"),
            models.CheckConstraint(
                condition=Q(page__isnull=True, space__isnull=False) | Q(page__isnull=False, space__isnull=True),
                name="watching_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.page_id or self.space_id} · {self.way}"


class Untold(models.Model):
    """A page with changes that nobody was told of yet. They wait until it has come to rest, and are told as one."""

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="untold")
    # The version that readers had before the first of them.
    older = models.PositiveIntegerField()
    since = models.DateTimeField(default=now)
    last_at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        verbose_name = _("change not told yet")
        verbose_name_plural = _("changes not told yet")

    def __str__(self) -> str:
        return f"{self.page_id} · {self.older}"


class Bulletin(models.Model):
    """What was told, once, of how a page changed from one version to another: how much, and its first lines."""

    activity = models.OneToOneField(Activity, models.CASCADE, primary_key=True, related_name="bulletin")
    page = models.ForeignKey(Page, models.CASCADE, related_name="bulletins")
    older = models.PositiveIntegerField()
    newer = models.PositiveIntegerField()
    added = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    # [[["same", "Under "], ["removed", "250"], ["added", "400"]], …]
    lines = models.JSONField(default=list)
    # Who read the older version: who is not among them is not shown what went.
    readers = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.older} → {self.newer}"
