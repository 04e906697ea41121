"""Who reads what stands in a space besides its posts: a category of the forum, a board of ideas."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .audiences import CUSTOMERS, ORG, Viewer, audiences_of


class Readers(models.TextChoices):
    """Everyone who reads the space: of a community that is the public."""

    EVERYONE = "everyone", _("Everyone, also without an account")
    CUSTOMERS = "customers", _("Staff and all customers")
    STAFF = "staff", _("All staff")


def audience_of(readers: str, space_id: int) -> str:
    match readers:
        case Readers.CUSTOMERS:
            return CUSTOMERS
        case Readers.STAFF:
            return ORG
        case _:
            return f"space_{space_id}"


def readable_by(viewer: Viewer) -> Q:
    """Of rows with ``readers`` and ``space``, those whose audience this viewer holds, in spaces that they hold."""
    held = audiences_of(viewer)
    readers = [Readers.EVERYONE]
    if CUSTOMERS in held:
        readers.append(Readers.CUSTOMERS)
    if ORG in held:
        readers.append(Readers.STAFF)
    spaces = [int(name.removeprefix("space_")) for name in held if name.startswith("space_")]
    return Q(readers__in=readers, space__in=spaces)
