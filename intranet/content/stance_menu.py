"""Following, muting and blocking where one comes upon a thing: in its menu, and beside a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from intranet.spaces.audiences import Viewer, spaces_joined

from . import stances as reading
from .kinds import kind_of
from .menu import MenuItem
from .models import Entry
from .mute_lengths import LENGTHS


def stances(request: HttpRequest) -> reading.Stances:
    """For ``rail.stances``: what each page's reader follows, has muted and has blocked."""
    return reading.stances_of(request.user)


def items(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    """About whoever wrote it and where it stands; for a comment only about who wrote it."""
    if not viewer.is_authenticated or not viewer.is_active:
        return
    mine = reading.stances_of(viewer)
    stands_alone = entry.root_id is None and not kind_of(entry).stays
    if stands_alone:
        if mine.towards(entry):
            yield _unmute("unmute-entry", _("Unmute this post"), 26, mine.until(entry), entry=entry.entry_id)
        else:
            yield _mute("mute-entry", _("Mute this post"), 26, entry=entry.entry_id)
    yield from _about_author(entry, viewer, mine)
    if stands_alone and entry.space is not None and entry.space_id in spaces_joined(viewer):
        name = {"name": entry.space.name}
        if mine.towards(entry.space):
            until = mine.until(entry.space)
            yield _unmute("unmute-space", _("Unmute %(name)s") % name, 30, until, space=entry.space_id)
        else:
            yield _mute("mute-space", _("Mute %(name)s") % name, 30, space=entry.space_id)


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
        yield _unmute("unmute-person", _("Unmute %(name)s") % name, 28, mine.until(author), person=author.pk)
    else:
        yield _mute("mute-person", _("Mute %(name)s") % name, 28, person=author.pk)
    yield _item("block", _("Block %(name)s") % name, "eye-off", 86, way="block", person=author.pk)


def _mute(name: str, label: str, order: int, **towards: object) -> MenuItem:
    item = _item(name, label, "mute", order, way="mute", **towards)
    return replace(item, how="choose", choices=LENGTHS)


def _unmute(name: str, label: str, order: int, until: datetime | None, **towards: object) -> MenuItem:
    return replace(_item(name, label, "bell", order, way="none", **towards), note=until_words(until))


def until_words(until: datetime | None) -> str:
    """Beside what takes a mute back."""
    return _("Muted until %(when)s") % {"when": date_format(localtime(until), "j F, H:i")} if until else ""


def _item(name: str, label: str, icon: str, order: int, **values: object) -> MenuItem:
    told = {key: str(value) for key, value in values.items()}
    return MenuItem(name, label, icon, reverse("content:stance"), how="post", order=order, values=told)
