"""What a topic's menu offers to who keeps order over it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from forum.models import Topic
from forum.policies import can_keep_topic
from intranet.content.menu import MenuItem
from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer

from .policies import can_refile_topic


def of_topics(entry: Entry, viewer: Viewer) -> Iterable[MenuItem]:
    if not isinstance(entry, Topic) or entry.merged_into_id is not None or not entry.is_published:
        return

    def to(name: str) -> str:
        return reverse(f"forum:{name}", args=[entry.entry_id])

    # Who asked has "Edit", which says the same and more.
    if entry.author_id != viewer.pk and can_refile_topic(viewer, entry):
        yield MenuItem("topic-refile", _("Change title and tags"), "hash", to("refile"), how="dialog", order=70)
    if not can_keep_topic(viewer, entry):
        return
    yield MenuItem("topic-move", _("Move"), "move", to("move"), how="dialog", order=71)
    yield MenuItem("topic-merge", _("Join with another topic"), "link", to("merge"), how="dialog", order=72)
    if entry.answers_count:
        yield MenuItem("topic-split", _("Split off answers"), "split", to("split"), order=73)
    if entry.comments_locked:
        yield MenuItem("topic-open", _("Open again"), "undo", to("open"), how="send", order=74)
    else:
        yield MenuItem("topic-duplicate", _("Asked before"), "copy", to("duplicate"), how="dialog", order=74)
        yield MenuItem("topic-close", _("Close"), "lock", to("close"), how="dialog", order=75)
    if entry.pinned_until is not None and entry.pinned_until > now():
        yield MenuItem("topic-unpin", _("Take from the top"), "pin", to("unpin"), how="send", order=76)
    else:
        yield MenuItem("topic-pin", _("Keep on top"), "pin", to("pin"), how="dialog", order=76)
    if entry.unlisted:
        put_back = {"unlisted": ""}
        yield MenuItem(
            "topic-list", _("Put back into lists"), "eye", to("unlist"), how="send", order=77, values=put_back
        )
    else:
        yield MenuItem("topic-unlist", _("Take out of lists"), "eye-off", to("unlist"), how="send", order=77)
