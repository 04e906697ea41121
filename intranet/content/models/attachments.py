"""Files, and who may fetch them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from intranet.spaces.audiences import Viewer

from .entries import Entry


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, viewer: Viewer) -> AttachmentQuerySet:
        """Whoever may read the entry; before it has one, whoever uploaded it."""
        of_entry = Q(entry__in=Entry.objects.visible_to(viewer))
        if not viewer.is_authenticated or not viewer.is_active:
            return self.filter(of_entry)
        return self.filter(of_entry | Q(entry__isnull=True, uploader=viewer))


class Attachment(models.Model):
    """A file. Who may fetch it is asked at each download: whoever may read its entry; before that, its uploader."""

    class Kind(models.TextChoices):
        IMAGE = "image", _("Picture")
        VIDEO = "video", _("Video")
        AUDIO = "audio", _("Sound")
        DOCUMENT = "document", _("Document")
        OTHER = "other", _("File")

    class State(models.TextChoices):
        PROCESSING = "processing", _("In preparation")
        READY = "ready", _("Ready")
        REFUSED = "refused", _("Refused")

    class Preview(models.TextChoices):
        NONE = "", _("None")
        PICTURE = "picture", _("First page")
        TEXT = "text", _("First lines")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="attachments")
    uploader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    mime = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OTHER)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    alt_text = models.CharField(_("description"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROCESSING)
    refusal = models.CharField(max_length=200, blank=True)
    preview = models.CharField(max_length=7, choices=Preview.choices, blank=True, default=Preview.NONE)
    pages = models.PositiveIntegerField(null=True, blank=True)
    # The first lines of a text.
    excerpt = models.TextField(blank=True)
    file = models.FileField(upload_to="private", max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "created_at"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes = [models.Index(fields=["created_at"], name="attachment_orphans", condition=Q(entry__isnull=True))]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.kind == self.Kind.IMAGE

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def url(self) -> str:
        """The file itself, to be saved."""
        return reverse("content:file", args=[self.pk, self.name])

    @property
    def thumb_url(self) -> str:
        return reverse("content:file", args=[self.pk, "thumb"])

    @property
    def medium_url(self) -> str:
        return reverse("content:file", args=[self.pk, "medium"])

    @property
    def large_url(self) -> str:
        return reverse("content:file", args=[self.pk, "large"])
