"""What a person's page shows of the feed: their latest posts, as far as the viewer may read them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.models import Entry

FEW = 8


def latest_posts(person: User, viewer: User) -> tuple[str, str, dict[str, Any]] | None:
    written = Entry.objects.visible_to(viewer).without_blocked(viewer).filter(author=person)
    posts = list(written.in_feed().select_related("space")[:FEW])
    return (_("Latest posts"), "feeds/profile_posts.html", {"posts": posts}) if posts else None
