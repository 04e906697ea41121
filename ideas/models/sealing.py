"""Ideas whose author nobody is told, and those that only the keepers of a board read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .boards import Board
from .ideas import Idea


class Seal(models.Model):
    """Who wrote an idea that stands there as Anonymous's: as a cipher that opening the seal alone reads, and as a proof
    by which its author, and nobody else, is known again. Neither says of two ideas whether one person wrote them, and
    there is no time in it."""

    idea = models.OneToOneField(Idea, models.CASCADE, primary_key=True, related_name="seal")
    cipher = models.TextField(editable=False)
    proof = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")

    def __str__(self) -> str:
        return f"idea {self.pk}"


class Unsealing(models.Model):
    """That somebody asked who wrote a sealed idea, why, and what a second person said to it."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="unsealings")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=500)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    granted = models.BooleanField(default=False)

    # What a page adds for one reader.
    may_read: bool

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("request to open a seal")
        verbose_name_plural = _("requests to open a seal")
        constraints = [
            models.UniqueConstraint(fields=["idea"], condition=Q(decided_at=None), name="one_open_request_of_a_seal"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("asked_by")), name="two_people_open_a_seal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} · {self.asked_by_id}"


class Corner(models.Model):
    """What one person tells the keepers of a board alone. ``corner_N`` is the audience of those ideas."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="corners")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="corners")

    class Meta:
        verbose_name = _("corner of a board")
        verbose_name_plural = _("corners of boards")
        constraints = [models.UniqueConstraint(fields=["board", "person"], name="one_corner_each")]

    def __str__(self) -> str:
        return f"{self.board_id}: {self.person_id}"

    @property
    def audience(self) -> str:
        return f"corner_{self.pk}"


class Opening(models.Model):
    """That a keeper would show a private idea to all who read its board. Its author says whether."""

    idea = models.OneToOneField(Idea, models.CASCADE, primary_key=True, related_name="opening")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("question whether to open an idea")
        verbose_name_plural = _("questions whether to open an idea")

    def __str__(self) -> str:
        return f"idea {self.pk}"
