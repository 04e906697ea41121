"""What the page of a page shows of the comments about its passages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from intranet.content.policies import can_comment
from wiki.models import Page
from wiki.proposals.policies import can_make_proposal

from .reading import threads_of


def panel_of(request: HttpRequest, page: Page) -> Mapping[str, Any] | None:
    """None where nothing is said and nobody may say anything."""
    may_comment = can_comment(request.user, page)
    may_propose = can_make_proposal(request.user, page)
    # Read with the page, before the threads.
    since = getattr(page, "head", 0)
    threads = threads_of(page, request.user)
    if not (threads or may_comment or may_propose):
        return None
    return {"threads": threads, "may_comment": may_comment, "may_propose": may_propose, "since": since}
