"""Ideas for the keepers of a board alone, and opening them to all who read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import now

from ideas import policies as idea_policies
from ideas.actions.ideas import new_idea
from ideas.models import Board, Category, Corner, Idea, Opening
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import gates
from intranet.content.actions import hold, publish_entry, written_before
from intranet.content.actions.discussions import take_discussion_along
from intranet.content.actions.telling import lists_of, tell
from intranet.content.models import Product
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.audiences import forget

from . import policies


@action
def suggest_privately(
    board: Board,
    *,
    by: User,
    title: str,
    body: str = "",
    category: Category | None = None,
    product: Product | None = None,
    tags: Iterable[str] = (),
    client_id: UUID | None = None,
    attachment_ids: Iterable[Any] = (),
) -> Idea:
    """Put an idea before those who keep the board, and nobody else."""
    if (earlier := written_before(Idea, by=by, client_id=client_id)) is not None:
        return earlier
    require(idea_policies.can_suggest(by, board))
    corner, is_new = Corner.objects.get_or_create(board=board, person=by)
    if is_new:
        forget(by)
    return publish_entry(
        new_idea(board, title=title, category=category, product=product, tags=tags),
        by=by,
        title=title,
        body=body,
        space=board.space,
        audience=corner.audience,
        client_id=client_id,
        attachment_ids=attachment_ids,
    )


@action
def ask_to_open(idea: Idea, *, by: User) -> bool:
    """Ask its author whether all who read the board may read it. False where that was asked before."""
    hold(idea)
    require(policies.can_ask_to_open(by, idea))
    _opening, is_new = Opening.objects.get_or_create(idea=idea, defaults={"asked_by": by})
    if not is_new:
        return False
    record("ideas.private.asked", by=by, on=idea)
    return True


@action
def open_to_board(idea: Idea, *, by: User) -> Idea:
    """Its author shows it to all who read the board, with what was said under it. ValidationError where a rule of the
    space would have had it approved first."""
    hold(idea)
    opening = Opening.objects.filter(idea=idea).first()
    require(policies.can_open(by, idea))
    before = idea.audience
    idea.audience = idea.board.audience
    # Between a few it has passed no lane and no rule for newcomers: it does now.
    passage = gates.ask(idea, by=by, files=idea.attachments.count())
    if passage.hold is not None:
        raise ValidationError(passage.hold.sentence, code="private_held")
    idea.save(update_fields=["audience"])
    take_discussion_along(idea)
    if opening is not None:
        opening.answered_at, opening.agreed = now(), True
        opening.save(update_fields=["answered_at", "agreed"])
    tell(idea, "moved", by=by, streams=lists_of(idea), before=before)
    gates.tell_noticed(idea, passage.noticed, by=by)
    record("ideas.private.opened", by=by, on=idea, asked_by=opening.asked_by_id if opening else None)
    return idea


@action
def keep_private(idea: Idea, *, by: User) -> bool:
    """Say no to who asked. False where that was said, or nobody has asked."""
    opening = Opening.objects.select_for_update().filter(idea=idea, answered_at=None).first()
    if opening is None:
        return False
    require(policies.can_decline(by, opening))
    opening.answered_at = now()
    opening.save(update_fields=["answered_at"])
    record("ideas.private.kept", by=by, on=idea, asked_by=opening.asked_by_id)
    return True
