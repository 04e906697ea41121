"""What is remembered of the mail itself: that it comes back, and what has been taken in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MailTroubleQuerySet(models.QuerySet["MailTrouble"]):
    def stopped(self) -> MailTroubleQuerySet:
        """Nothing is mailed there any more. It counts for the address it was found with, not for a newer one."""
        return self.filter(stopped_at__isnull=False)


class MailTrouble(models.Model):
    """Mail to a person comes back. After a few times it is stopped, until the person says that the address works."""

    class Why(models.TextChoices):
        HARD = "hard", _("There is no such mailbox")
        SOFT = "soft", _("The mailbox did not take it")
        COMPLAINT = "complaint", _("It was reported as unwanted")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    address = models.EmailField(_("address"))
    hard = models.PositiveSmallIntegerField(_("refused for good"), default=0)
    soft = models.PositiveSmallIntegerField(_("refused for now"), default=0)
    why = models.CharField(_("why"), max_length=10, choices=Why.choices)
    # What the other server said, for an admin.
    said = models.CharField(_("what the mail server said"), max_length=300, blank=True)
    since = models.DateTimeField(_("since"))
    last_at = models.DateTimeField(_("last"))
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)

    objects = MailTroubleQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at"]
        verbose_name = _("address that mail comes back from")
        verbose_name_plural = _("addresses that mail comes back from")

    def __str__(self) -> str:
        return f"{self.person_id} · {self.why}"


class TakenMail(models.Model):
    """A mail that has been dealt with, by a digest of its name and of whom it was for: what comes twice counts once."""

    digest = models.CharField(max_length=64, unique=True)
    taken_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("mail taken in")
        verbose_name_plural = _("mails taken in")

    def __str__(self) -> str:
        return self.digest[:12]
