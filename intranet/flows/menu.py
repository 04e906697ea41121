"""What can be made of what was said, in the menu of each thing that was said."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from forum.documenting.policies import can_see_worklists
from forum.models import Answer, Topic
from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer

from .promoting.policies import can_promote

_TOPIC, _ANSWER = Topic._meta.label_lower, Answer._meta.label_lower


def items(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if can_promote(viewer, entry) and not getattr(entry, "is_notice", False):
        promote = f"{reverse('flows:promote')}?from={entry.entry_id}"
        yield MenuItem("promote", _("Make something of this"), "move", promote, order=49)
        if entry.kind == "chat.message":
            several = f"{promote}&to=idea"
            yield MenuItem("choose-messages", _("Choose messages"), "check", several, order=48)
    if entry.kind not in (_TOPIC, _ANSWER) or not entry.is_published or not can_see_worklists(viewer):
        return
    draft = reverse("flows:document", args=[entry.root_entry_id])
    if entry.kind == _ANSWER:
        yield MenuItem("document", _("Draft a page from this"), "doc", f"{draft}?with={entry.entry_id}", order=50)
        return
    yield MenuItem("document", _("Draft a page from this"), "doc", draft, order=50)
    link = reverse("flows:link-page", args=[entry.entry_id])
    yield MenuItem("link-page", _("Link an existing page"), "link", link, order=51)
