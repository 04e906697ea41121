"""The manifest of posts: what the rest of the house needs to know of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.content.kinds import Kind
from intranet.core.known_addresses import path_to

POST = Kind(
    model="feeds.post",
    label=_("Post"),
    plural=_("Posts"),
    icon="doc",
    url=lambda entry: path_to("feeds:post", entry.entry_id),
    edit_url=lambda entry: path_to("feeds:post-edit", entry.entry_id),
    card="feeds/cards/post.html",
    in_feed=True,
    own_links=lambda entry: [entry.link] if entry.link else [],
    published_sentence=_("{actor} posted “{title}”"),
)
