"""Ways in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .firms import Company, Department
from .people import User


class Invitation(models.Model):
    """A single-use way in for one address. The token is stored hashed; the mail has the only copy."""

    email = models.EmailField(_("e-mail"))
    kind = models.CharField(max_length=10, choices=User.Kind.choices, default=User.Kind.STAFF)
    role = models.CharField(max_length=10, choices=User.Role.choices, blank=True, default=User.Role.NONE)
    company = models.ForeignKey(Company, models.CASCADE, null=True, blank=True)
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True)
    # Keys of spaces ("space_3") that acceptance joins; accounts knows nothing of spaces, so a hook does it.
    joins = models.JSONField(default=list, blank=True)
    # For an agency guest: when the account that comes of it ends.
    access_until = models.DateTimeField(_("access until"), null=True, blank=True)
    message = models.CharField(_("message"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="en")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations_sent")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # Rises when it is sent again, which makes a new token and kills the old one.
    round = models.PositiveSmallIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_standing_invitation_each",
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def key(self) -> str:
        return f"invitation_{self.pk}"

    @property
    def audience(self) -> str:
        return self.invited_by.key

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > now()
