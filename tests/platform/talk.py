"""Something to talk about, and what is heard of it."""

from __future__ import annotations

from typing import Any

from feeds.actions import publish_post
from intranet.accounts.models import User
from intranet.conversation.actions import add_comment
from intranet.conversation.models import Comment
from intranet.realtime.models import Frame

CANARY = "kanarienvogel"


def a_post(by: User, body: str = "The oven is warm", **where: Any) -> Any:
    return publish_post(by=by, body=body, **where)


def a_comment(root: Any, by: User, body: str = "I bring the flour", **more: Any) -> Comment:
    return add_comment(root, by=by, body=body, **more)


def heard_on(root: Any) -> list[Frame]:
    """What was said on the stream of a discussion, in order."""
    return list(Frame.objects.filter(stream=root.root_key).order_by("seq"))


def last_heard_on(root: Any) -> Frame:
    return heard_on(root)[-1]
