"""Everything that makes or changes a post."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content import actions as content_actions
from intranet.content.policies import can_publish
from intranet.content.when import When
from intranet.conversation.polls.actions import add_poll
from intranet.conversation.polls.wanted import WantedPoll
from intranet.core.decisions import no, require
from intranet.realtime.units import action
from intranet.spaces.audiences import ORG
from intranet.spaces.models import Space

from .models import Post

_is_web_address = URLValidator(schemes=["http", "https"])


@action
def publish_post(
    *,
    by: User,
    body: str,
    title: str = "",
    link: str = "",
    space: Space | None = None,
    audience: str = "",
    client_id: UUID | None = None,
    attachment_ids: Iterable[Any] = (),
    poll: WantedPoll | None = None,
    when: When | None = None,
) -> Post:
    """Post a text, a link or a question with a poll to a space, or to all staff; now, or ``when``. Pressing twice
    (same ``client_id``) makes one post."""
    audience = audience or (space.audience if space else ORG)
    require(can_publish(by, space=space, audience=audience))
    if space is not None and "feeds" not in space.parts:
        require(no(_("This space has its feed switched off.")))
    post = content_actions.publish_entry(
        Post(link=_checked_link(link)),
        by=by,
        title=title,
        body=body,
        space=space,
        audience=audience,
        client_id=client_id,
        attachment_ids=attachment_ids,
        allow_empty=bool(link),
        when=when,
    )
    if poll is not None:
        post.poll = add_poll(post, poll, by=by)
    return post


@action
def edit_post(
    post: Post,
    *,
    by: User,
    body: str,
    title: str = "",
    link: str | None = None,
    based_on: int | None = None,
    attachment_ids: Iterable[Any] | None = None,
) -> Post:
    """Change a post's words or link. See ``content.actions.edit_entry`` for conflicts and history."""
    link_before = post.link
    if link is not None and link != link_before:
        post.link = _checked_link(link)
        Post.objects.filter(pk=post.pk, author=by).update(link=post.link)
    return content_actions.edit_entry(
        post,
        by=by,
        title=title,
        body=body,
        based_on=based_on,
        attachment_ids=attachment_ids,
        own_fields_changed=post.link != link_before,
        allow_empty=bool(post.link),
    )


def _checked_link(link: str) -> str:
    link = link.strip()
    if link:
        try:
            _is_web_address(link)
        except ValidationError as error:
            raise ValidationError(
                {"link": _("This is not a web address that starts with https:// or http://.")}
            ) from error
    return link
