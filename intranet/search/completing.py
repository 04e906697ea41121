"""What can follow an operator: names that this reader may know of, best first."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content import kinds
from intranet.content.tags import suggestions
from intranet.core.text import fold
from intranet.spaces.audiences import Viewer
from intranet.spaces.models import Space

from . import places
from .asked import operator_called

MOST = 8


def completions(viewer: Viewer, operator: str, begun: str) -> list[dict[str, Any]]:
    """``value`` is what is put behind the colon, ``name`` what is shown; people come with their arches."""
    begun = begun.strip('"“”').lstrip("@#")[:60]
    match operator_called(operator):
        case "from":
            return _people(viewer, begun)
        case "in":
            return _spaces(viewer, begun)
        case "tag":
            return _tags(viewer, begun)
        case "kind":
            return _kinds(begun)
        case "has":
            words = {"file": _("file"), "image": _("image"), "document": _("document"), "link": _("link")}
            return _fitting({**words, "poll": _("poll")}, begun)
        case "is":
            return _fitting({"unanswered": _("unanswered")}, begun)
        case "before" | "after":
            return _days(begun)
    return []


def _people(viewer: Viewer, begun: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if viewer.is_authenticated and fold(_("me")).startswith(fold(begun)):
        found.append({"value": _("me"), "name": _("me"), **_face(viewer)})
    people = User.objects.visible_to(viewer).active().with_byline().matching(begun).order_by("folded_name", "pk")
    for person in people[: MOST - len(found)]:
        found.append(
            {
                "value": person.handle,
                "name": person.name,
                "detail": person.job_title or str(person.department or person.company or ""),
                **_face(person),
            }
        )
    return found


def _face(person: Any) -> dict[str, Any]:
    return {"tint": person.tint, "initials": person.initials, "avatar": person.avatar_url}


def _spaces(viewer: Viewer, begun: str) -> list[dict[str, Any]]:
    spaces = Space.objects.visible_to(viewer).filter(name__icontains=begun).order_by("name", "pk")[:MOST]
    found: list[dict[str, Any]] = [{"value": space.slug, "name": space.name} for space in spaces]
    # A place that is called as its space is offered once: the space finds what is said there.
    named = {space.name for space in spaces}
    others = [one for one in places.offered(begun, viewer, MOST) if one.name not in named]
    return (found + [{"value": _quoted(one.name), "name": one.name, "detail": one.detail} for one in others])[:MOST]


def _tags(viewer: Viewer, begun: str) -> list[dict[str, Any]]:
    return [{"value": tag.slug, "name": f"#{tag.name}"} for tag in suggestions(begun, viewer)[:MOST]]


def _kinds(begun: str) -> list[dict[str, Any]]:
    labels = {str(kind.label): str(kind.label) for kind in kinds.all_kinds() if kind.searched}
    return _fitting({_quoted(fold(label)): label for label in labels}, begun)


def _fitting(words: dict[str, str], begun: str) -> list[dict[str, Any]]:
    return [
        {"value": value, "name": name}
        for value, name in words.items()
        if any(fold(word).strip('"').startswith(fold(begun)) for word in (value, name))
    ]


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _days(begun: str) -> list[dict[str, Any]]:
    today = localdate()
    words = {
        _("today"): _("today"),
        _("yesterday"): _("yesterday"),
        f"{today:%Y-%m}-01": _("the first of this month"),
        str(today.year): str(today.year),
        str(today.year - 1): str(today.year - 1),
    }
    return _fitting(words, begun)
