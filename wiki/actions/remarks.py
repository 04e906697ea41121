"""Comments about a passage of a page: making one, and saying that it is dealt with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import written_before
from intranet.content.actions.writing import hold
from intranet.conversation.actions import add_comment
from intranet.conversation.models import Comment
from intranet.core.decisions import require
from intranet.realtime.units import action
from wiki.models import Anchor, Page
from wiki.remarks import policies
from wiki.remarks.passages import LONGEST, around, find, tidy, words_of


@action
def comment_on_passage(
    page: Page,
    *,
    by: User,
    body: str,
    quote: str,
    prefix: str = "",
    suffix: str = "",
    client_id: UUID | None = None,
    attachment_ids: Iterable[Any] = (),
) -> Comment:
    """Comment on some words of the page as readers see it; ``prefix`` and ``suffix`` say which, where they stand there
    more than once. ValidationError where they do not stand there (any more)."""
    if (earlier := written_before(Comment, by=by, client_id=client_id)) is not None:
        return earlier
    hold(page)
    page.refresh_from_db(fields=["published_number"])
    quote = tidy(quote)
    if not quote or len(quote) > LONGEST:
        raise ValidationError(_("Mark a passage first, and not more than a paragraph."), code="quote")
    words = words_of(page.body_html)
    passage = find(words, quote, tidy(prefix), tidy(suffix))
    if passage is None:
        raise ValidationError(_("This passage has just been changed. Mark it again."), code="passage")

    def keep(comment: Comment) -> None:
        before, behind = around(words, passage)
        Anchor.objects.create(
            comment=comment,
            page=page,
            quote=quote,
            prefix=before,
            suffix=behind,
            number=page.published_number,
            start=passage.start,
            end=passage.end,
        )

    return add_comment(
        page,
        by=by,
        body=body,
        client_id=client_id,
        attachment_ids=attachment_ids,
        about=quote,
        frame={"remark": True},
        along=keep,
    )


@action
def resolve_remark(anchor: Anchor, *, by: User, resolved: bool = True) -> bool:
    """Say that what a comment asks is dealt with, or that it is not after all. False when that was said already."""
    hold(anchor.comment)
    anchor.refresh_from_db(fields=["resolved_at", "resolved_by"])
    require(policies.can_resolve(by, anchor))
    if anchor.is_resolved == resolved:
        return False
    anchor.resolved_at, anchor.resolved_by = (now(), by) if resolved else (None, None)
    anchor.save(update_fields=["resolved_at", "resolved_by"])
    record(
        "wiki.remark.resolved" if resolved else "wiki.remark.reopened",
        by=by,
        on=anchor.comment,
        streams=[anchor.page.root_key],
        frame={"entry": anchor.comment_id, "page": anchor.page_id, "resolved": resolved},
    )
    return True
