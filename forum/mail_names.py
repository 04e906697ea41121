"""What stands before the @ of addresses that take mail for us: of desks and of categories, no name twice."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from intranet.notifications.mail.addresses import takes_mail

from .models import Category, Desk

RESERVED = {"reply", "bounce", "unsubscribe", "enquiry", "postmaster", "abuse", "mailer-daemon", "noreply", "no-reply"}


def checked(address: str | None, *, of: Desk | Category) -> str | None:
    """The name as it is kept, None for none. ValidationError for what is no name, or another desk's or category's."""
    name = (address or "").strip().lower()
    if not name:
        return None
    if slugify(name) != name or name in RESERVED or len(name) > 40:
        raise ValidationError(
            {"address": _("Letters, figures and hyphens, and no word that mail servers keep for themselves.")},
            code="address",
        )
    if isinstance(of, Desk):
        if Category.objects.filter(address=name).exists():
            raise ValidationError({"address": _("A category has this address.")}, code="address")
    elif Desk.objects.filter(address=name).exists():
        raise ValidationError({"address": _("A team has this address.")}, code="address")
    return name


def whole(name: str | None) -> str:
    """The whole address; empty where there is none, or mail to the house does not come back to us."""
    return f"{name}@{settings.REPLY_ADDRESS.partition('@')[2]}" if name and takes_mail() else ""
