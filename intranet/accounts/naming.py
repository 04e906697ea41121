"""The rules of ``names`` with what only the database knows: the site's name, and who keeps order here."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.core.models import SiteSettings

from .models import User
from .names import clean_name, speaks_for_the_house


def checked_name(text: str, *, kind: str) -> str:
    """The name as it is stored, or ``ValidationError`` under ``name`` with the reason."""
    try:
        name = clean_name(text)
    except ValidationError as error:
        raise ValidationError({"name": error}) from error
    if kind != User.Kind.STAFF and speaks_for_the_house(name, SiteSettings.current().name, _keepers()):
        raise ValidationError({"name": _("This name could be taken for ours. Use your own.")})
    return name


def _keepers() -> list[str]:
    return list(User.objects.active().exclude(role=User.Role.NONE).values_list("name", flat=True))
