"""What one can be thanked for. Admins write the list in the back office; it begins with these."""

from __future__ import annotations

from feeds.models import KudosValue
from intranet.realtime.units import unit

# name, name in Italian, icon, tint
AT_FIRST = (
    ("Lends a hand", "Dà una mano", "people", 4),
    ("Careful work", "Lavoro fatto bene", "check", 2),
    ("Good idea", "Buona idea", "idea", 6),
    ("Close to customers", "Vicino ai clienti", "thanks", 8),
    ("Speaks openly", "Parla chiaro", "sun", 1),
    ("Passes it on", "Insegna agli altri", "laurel", 3),
)


def values_on_offer() -> list[KudosValue]:
    """The values one can choose from. A house that has never had any gets the first ones here."""
    found = list(KudosValue.objects.all())
    if not found:
        with unit():
            KudosValue.objects.bulk_create(
                [
                    KudosValue(name=name, name_it=name_it, icon=icon, tint=tint, place=place)
                    for place, (name, name_it, icon, tint) in enumerate(AT_FIRST)
                ],
                ignore_conflicts=True,
            )
        found = list(KudosValue.objects.all())
    return [value for value in found if value.is_offered]
