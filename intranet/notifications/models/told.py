"""What a person is told: one row per person and activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.content import floors
from intranet.content.models import Entry
from intranet.content.stances import blocked_by
from intranet.spaces.audiences import audiences_of

if TYPE_CHECKING:
    from intranet.notifications.wordings import Wording


class NotificationQuerySet(models.QuerySet["Notification"]):
    def of(self, person: User) -> NotificationQuerySet:
        """What stands in this person's inbox. Told by mail or push alone is what they switched off in the app."""
        return self.filter(recipient=person, in_app=True)

    def readable_by(self, person: User) -> NotificationQuerySet:
        """Without what is about an entry this person may no longer read: it was moved, hidden, or the person left."""
        open_to = self.filter(Q(entry__isnull=True) | Q(entry__audience__in=audiences_of(person)))
        return floors.above(open_to, person)

    def without_blocked(self, person: User) -> NotificationQuerySet:
        """Without the doings of people this person has blocked; what is decided about one is told all the same."""
        blocked = blocked_by(person)
        if not blocked:
            return self
        official = [verb.name for verb in verbs.all_verbs() if verb.official]
        doings = Q(activity__actor__in=blocked) & ~Q(activity__verb__in=official)
        return self.filter(~doings | Q(activity__actor__isnull=True))

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at__isnull=True)


class Notification(models.Model):
    """One thing that happened and concerns one person. Whether it may still be read is asked when it is shown."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="notifications")
    # The entry it is about, so that the one rule of reading can be asked; null for what is about no entry.
    entry = models.ForeignKey(Entry, models.CASCADE, null=True, related_name="+")
    # Why this person: "mention", "reply", "author", "watching", …
    reason = models.CharField(max_length=20)
    # Which row of the preferences it falls under: the name of a ``groups.Group``, as it was when it was written.
    group = models.CharField(max_length=20, default="")
    in_app = models.BooleanField(default=True)
    # Things said about one subject are shown together: the root of a discussion, a space.
    subject = models.CharField(max_length=40)
    read_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    # What a person wrote for themselves, on a reminder; set by ``conversation.reminders.reading.attach_notes``.
    note = ""
    # What its verb has to say besides the entry's words; set by ``wordings.attach``.
    wording: Wording | None = None

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [models.UniqueConstraint(fields=["recipient", "activity"], name="one_notification_each")]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notification_inbox"),
            models.Index(fields=["recipient", "group", "-id"], name="notification_of_group"),
            models.Index(fields=["recipient"], name="notification_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} · {self.activity_id}"
