"""What one reader may do with one entry: asked for when the menu is opened, so that cards are the same for everybody.

An app above adds its own items in ``apps.py``::

    menu.register(report_item)     # (entry, viewer) -> Iterable[MenuItem]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from intranet.spaces.audiences import Viewer

from . import policies
from .backlinks import referring_to
from .kinds import kind_of
from .models import Entry


@dataclass(frozen=True)
class MenuItem:
    """One line. ``how``: "get" follows ``url``; "send" posts to it and goes where the answer says; "post" posts to it
    and puts the answer where the entry stands, and so does "choose", with one of ``choices``; "part" fetches it into
    ``target``; "dialog" fetches a question and asks it; "copy" puts it on the clipboard."""

    name: str
    label: Any
    icon: str
    url: str
    how: Literal["get", "send", "post", "choose", "part", "dialog", "copy"] = "get"
    order: int = 50
    danger: bool = False
    target: str = ""
    values: dict[str, str] = field(default_factory=dict)
    # (value, label), sent under the name "for".
    choices: Sequence[tuple[str, Any]] = ()
    # A word more, smaller.
    note: str = ""
    # Shown on phones alone: elsewhere it has a button.
    only_phone: bool = False

    @property
    def band(self) -> int:
        """Lines of one twenty stand together: what one keeps, what one hears, what one changes, what is serious."""
        return self.order // 20


Source = Callable[[Entry, Viewer], Iterable[MenuItem]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    if source not in _sources:
        _sources.append(source)
    return source


def items_for(entry: Entry, viewer: Viewer) -> list[MenuItem]:
    """The menu of ``entry`` (the real object of its kind) for this viewer, in order."""
    items = [item for source in _sources for item in source(entry, viewer)]
    return sorted(items, key=lambda item: item.order)


@register
def what_every_entry_has(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    yield MenuItem("copy", _("Copy link"), "link", entry.address, how="copy", order=10)
    kind = kind_of(entry)
    if referring_to(entry, viewer).exists():
        referring = reverse("content:referring", args=[entry.entry_id])
        yield MenuItem("referring", _("What refers to this"), "link", referring, order=17)
    if entry.revisions_count and policies.can_see_history(viewer, entry):
        told = kind.history_url(entry) if kind.history_url else reverse("content:history", args=[entry.entry_id])
        yield MenuItem("history", _("History"), "history", told, order=18)
    if kind.edit_url is not None and policies.can_edit(viewer, entry):
        how: Literal["get", "part"] = "part" if kind.edited_in else "get"
        target = f"#entry-{entry.entry_id} > {kind.edited_in}" if kind.edited_in else ""
        yield MenuItem("edit", _("Edit"), "edit", kind.edit_url(entry), how=how, order=60, target=target)
    if policies.can_lock_comments(viewer, entry) and entry.is_published:
        url = reverse("content:lock", args=[entry.entry_id])
        if entry.comments_locked:
            yield MenuItem("unlock", _("Open the comments"), "chat", url, how="post", order=70, values={"locked": ""})
        else:
            yield MenuItem("lock", _("Close the comments"), "lock", url, how="post", order=70, values={"locked": "1"})
    if policies.can_delete(viewer, entry):
        url = reverse("content:delete", args=[entry.entry_id])
        yield MenuItem("delete", _("Delete"), "trash", url, how="post", order=90, danger=True)
