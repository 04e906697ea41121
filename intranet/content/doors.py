"""What lies behind a door of the street that the firm has shut: guests and customers read nothing of it, wherever they
ask. It is the floor of everybody outside (``floors``), so lists, counts, mails and programs need not know of doors.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from intranet.core.models import SiteSettings
from intranet.core.navigation import is_outside
from intranet.spaces.audiences import Viewer

from . import floors, kinds


def behind_shut_doors() -> frozenset[str]:
    """The kinds of entries whose door is shut, as ``Kind.door`` says."""
    shut = SiteSettings.current().shut_doors
    return frozenset(kind.model for kind in kinds.all_kinds() if kind.door in shut) if shut else frozenset()


def out_of_sight(viewer: Viewer) -> Iterable[Q]:
    """With what is said under them: comments, answers."""
    if is_outside(viewer) and (shut := sorted(behind_shut_doors())):
        yield Q(kind__in=shut)
        yield Q(root__kind__in=shut)


def register() -> None:
    floors.register(out_of_sight)
