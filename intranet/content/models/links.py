"""How entries point at each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .entries import Entry

if TYPE_CHECKING:
    from intranet.accounts.models import User


class Link(models.Model):
    """One entry points at another: became, answers, documents, duplicates, delivers, cites, translates."""

    class Relation(models.TextChoices):
        PROMOTED_TO = "promoted_to", _("became")
        ANSWERS = "answers", _("answers")
        DOCUMENTS = "documents", _("documents")
        DUPLICATES = "duplicates", _("duplicates")
        DELIVERS = "delivers", _("delivers")
        CITES = "cites", _("cites")
        TRANSLATES = "translates", _("translates")

    source = models.ForeignKey(Entry, models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Entry, models.CASCADE, related_name="links_in")
    relation = models.CharField(max_length=12, choices=Relation.choices)
    made_by: models.ForeignKey[User, User] = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target", "relation"], name="one_link_per_relation")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.relation} {self.target_id}"
