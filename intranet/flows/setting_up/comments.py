"""The community in which customers say what they like, on a site that has little else."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.spaces.actions import archive_space, create_space
from intranet.spaces.models import Space

from .models import SetUp


def place() -> Space | None:
    """Where people comment now; None where the house has no such place."""
    space = SetUp.current().comments
    return space if space is not None and space.is_community and not space.is_archived else None


def read() -> dict[str, Any]:
    """Whether it is there, and how much was said in it: what people have written in is not put away."""
    space = place()
    said = Entry.objects.filter(space=space, author__is_system=False).count() if space is not None else 0
    return {"there": space is not None, "said": said}


def write(value: dict[str, Any], by: User) -> None:
    """Open it, the one of before if there is one; or put it away."""
    setup = SetUp.objects.select_for_update().get_or_create(pk=1)[0]
    if not value["there"]:
        if (space := place()) is not None:
            archive_space(space, by=by)
        return
    known = setup.comments
    if known is not None and known.is_community:
        archive_space(known, by=by, archived=False)
        return
    setup.comments = create_space(
        by=by,
        name=_free_name(),
        purpose=_("What you think of us, what you wish for, what you would tell others."),
        visibility=Space.Visibility.COMMUNITY,
        parts=["feeds"],
    )
    setup.save()


def name_of() -> str:
    known = SetUp.current().comments
    return known.name if known is not None else _free_name()


def _free_name() -> str:
    name = _("Your comments")
    taken = set(Space.objects.filter(name__startswith=name).values_list("name", flat=True))
    return next(one for one in (name, *(f"{name} {number}" for number in range(2, 1000))) if one not in taken)
