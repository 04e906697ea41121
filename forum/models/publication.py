"""A private thread on its way to being a public question, with the customer's consent to the very words."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .centre import Enquiry


class Publication(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ASKED = "asked", _("The customer was asked")
        APPROVED = "approved", _("Approved")
        CHANGES = "changes", _("The customer asks for changes")
        DECLINED = "declined", _("Declined")
        PUBLISHED = "published", _("Published")
        DROPPED = "dropped", _("Given up")

    class Credit(models.TextChoices):
        NAME = "name", _("My name")
        COMPANY = "company", _("My company")
        ANONYMOUS = "anonymous", _("Without a name")

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="publications")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    category = models.ForeignKey("forum.Category", models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    question = models.TextField(_("question"))
    answer = models.TextField(_("answer"), blank=True)
    # What the draft was cleaned of: [{"sort": "mail", "words": "…"}]. Staff's eyes only.
    taken_out = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    credit = models.CharField(max_length=10, choices=Credit.choices, blank=True)
    # What stood there when the customer was asked, and when they agreed.
    asked_digest = models.CharField(max_length=64, blank=True, editable=False)
    approved_digest = models.CharField(max_length=64, blank=True, editable=False)
    answer_of_customer = models.TextField(_("what the customer says"), max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    topic = models.OneToOneField("forum.Topic", models.SET_NULL, null=True, blank=True, related_name="publication")
    answer_entry = models.OneToOneField(
        "forum.Answer", models.SET_NULL, null=True, blank=True, related_name="publication_of_answer"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("publication of an enquiry")
        verbose_name_plural = _("publications of enquiries")
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry"],
                condition=Q(state__in=["draft", "asked", "approved", "changes"]),
                name="one_publication_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def digest(self) -> str:
        """Of the very words, and where they would stand."""
        said = [self.category_id, self.title, self.question, self.answer]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    @property
    def is_agreed(self) -> bool:
        return self.state == self.State.APPROVED and self.approved_digest == self.digest

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.ASKED, self.State.APPROVED, self.State.CHANGES)
