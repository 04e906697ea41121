"""Following, muting and blocking where one comes upon a thing: in its menu, and beside a name."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.spaces.audiences import Viewer, spaces_joined

from . import stances as reading
from .menu import MenuItem
from .models import Entry


def stances(request: HttpRequest) -> reading.Stances:
    """For ``rail.stances``: what each page's reader follows, has muted and has blocked."""
    return reading.stances_of(request.user)


def items(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    """About whoever wrote it and where it stands; for a comment only about who wrote it."""
    if not viewer.is_authenticated or not viewer.is_active:
        return
    mine = reading.stances_of(viewer)
    if entry.root_id is None:
        if mine.towards(entry):
            yield _item("unmute-entry", _("Unmute this post"), "bell", 26, way="none", entry=entry.entry_id)
        else:
            yield _item("mute-entry", _("Mute this post"), "mute", 26, way="mute", entry=entry.entry_id)
    yield from _about_author(entry, viewer, mine)
    if entry.root_id is None and entry.space is not None and entry.space_id in spaces_joined(viewer):
        name = {"name": entry.space.name}
        if mine.towards(entry.space):
            yield _item("unmute-space", _("Unmute %(name)s") % name, "bell", 30, way="none", space=entry.space_id)
        else:
            yield _item("mute-space", _("Mute %(name)s") % name, "mute", 30, way="mute", space=entry.space_id)


def _about_author(entry: Entry, viewer: Viewer, mine: reading.Stances) -> Iterable[MenuItem]:
    author = entry.author
    if author.pk == viewer.pk or author.is_system:
        return
    name, now = {"name": author.name}, mine.towards(author)
    if now == "block":
        yield _item("unblock", _("Unblock %(name)s") % name, "eye", 86, way="none", person=author.pk)
        return
    if now == "follow":
        yield _item("unfollow", _("Stop following %(name)s") % name, "minus", 22, way="none", person=author.pk)
    elif entry.root_id is None and reading.can_follow(viewer, author):
        yield _item("follow", _("Follow %(name)s") % name, "user-plus", 22, way="follow", person=author.pk)
    if now == "mute":
        yield _item("unmute-person", _("Unmute %(name)s") % name, "bell", 28, way="none", person=author.pk)
    else:
        yield _item("mute-person", _("Mute %(name)s") % name, "mute", 28, way="mute", person=author.pk)
    yield _item("block", _("Block %(name)s") % name, "eye-off", 86, way="block", person=author.pk)


def _item(name: str, label: str, icon: str, order: int, **values: object) -> MenuItem:
    told = {key: str(value) for key, value in values.items()}
    return MenuItem(name, label, icon, reverse("content:stance"), how="post", order=order, values=told)
