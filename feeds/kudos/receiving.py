"""What a person has been thanked for, as far as the viewer may read it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from feeds.models import Kudos, KudosValue
from intranet.accounts.models import User

FEW = 6


def kudos_received(person: User, viewer: User) -> tuple[str, str, dict[str, Any]] | None:
    """A section of a person's page: the latest, and how many for what. Three queries whatever there is."""
    readable = Kudos.objects.visible_to(viewer).without_blocked(viewer).published().filter(thanked__person=person)
    latest = list(readable.select_related("author", "space", "value").order_by("-published_at", "-pk")[:FEW])
    if not latest:
        return None
    counted = dict(readable.order_by().values_list("value").annotate(n=Count("pk")))
    values = [(value, counted[value.pk]) for value in KudosValue.objects.filter(pk__in=counted)]
    values.sort(key=lambda pair: -pair[1])
    return _("Kudos received"), "feeds/kudos/profile.html", {"latest": latest, "values": values}
