"""What a person wants to be told of again, at a time of their own."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.content.models import Entry


class Reminder(models.Model):
    """About an entry, or about what the note says. Nobody but the person learns of it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders")
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, blank=True, related_name="reminders")
    note = models.CharField(_("note"), max_length=300, blank=True)
    due_at = models.DateTimeField()
    # When the person was told: a job that runs twice tells once.
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Made by the browser or the program: sent twice it is one.
    client_id = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    # The entry, where the person may read it now; set by ``reading.whole``.
    about: Entry | None

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "entry"], name="one_reminder_to_come", condition=Q(told_at__isnull=True)
            ),
            models.UniqueConstraint(fields=["person", "client_id"], name="one_reminder_of_a_client_id"),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="reminder_to_come", condition=Q(told_at__isnull=True)),
            models.Index(F("person"), F("due_at"), F("id"), name="reminder_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.due_at}"

    def get_absolute_url(self) -> str:
        return reverse("conversation:reminders")

    @property
    def key(self) -> str:
        return f"reminder_{self.pk}"

    @property
    def audit_label(self) -> str:
        """Without the words of the note: the ledger outlives them."""
        return f"reminder {self.pk}"

    @property
    def is_told(self) -> bool:
        return self.told_at is not None
