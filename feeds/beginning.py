"""The first steps of somebody new: a face, a few spaces, a first word.

Each is read off what there is; none is asked for twice, and all of it can be put away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.core.known_addresses import path_to
from intranet.core.prepared import prepared
from intranet.spaces.audiences import spaces_joined

# Whoever has been here for longer knows the way.
NEW_FOR = timedelta(days=30)
SPACES = 3


@dataclass(frozen=True)
class Step:
    label: str
    url: str
    is_done: bool


def first_steps_of(person: User) -> list[Step]:
    """What somebody new may want to do; nothing for who has done all of it, has put it away or is not new. One query,
    and for most people none."""
    if person.has_settled or person.date_joined < now() - NEW_FOR:
        return []
    steps = [
        Step(_("Show your face"), path_to("accounts:settings_profile"), bool(person.avatar)),
        Step(_("Say what you do and what you know"), path_to("accounts:settings_profile"), bool(person.bio)),
        Step(
            _("Say hello, in a post or a comment"),
            path_to("feeds:post-new"),
            bool(_anything_by(person=person.pk)),
        ),
    ]
    if person.is_staff_member:
        # Others are invited into theirs.
        joined = len(spaces_joined(person)) >= SPACES
        steps.insert(2, Step(_("Join %(count)s spaces") % {"count": SPACES}, path_to("spaces:directory"), joined))
    return [] if all(step.is_done for step in steps) else steps


@prepared(person=int)
def _anything_by(*, person: int) -> QuerySet[Any, Any]:
    return Entry.objects.published().filter(author=person).order_by().values_list("pk", flat=True)[:1]
