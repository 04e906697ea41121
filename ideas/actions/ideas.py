"""Suggesting something, and changing what was suggested."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ideas import policies
from ideas.models import Board, Category, Idea
from ideas.statuses import first_status
from intranet.accounts.models import User
from intranet.content.actions import edit_entry, publish_entry, written_before
from intranet.content.models import Product
from intranet.content.policies import can_edit
from intranet.content.titles import check_tags, check_title, slug_of
from intranet.core.decisions import require
from intranet.realtime.units import action


@action
def suggest(
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
    """Put an idea on a board. It may be held for its moderators: ``is_held``.

    ValidationError without a title and for a category of another board.
    """
    if (earlier := written_before(Idea, by=by, client_id=client_id)) is not None:
        return earlier
    require(policies.can_suggest(by, board))
    return publish_entry(
        new_idea(board, title=title, category=category, product=product, tags=tags),
        by=by,
        title=check_title(title),
        body=body,
        space=board.space,
        audience=board.audience,
        client_id=client_id,
        attachment_ids=attachment_ids,
    )


def new_idea(
    board: Board, *, title: str, category: Category | None, product: Product | None, tags: Iterable[str]
) -> Idea:
    """Unsaved, with what the kind adds. ValidationError as of ``suggest``."""
    title = check_title(title)
    idea = Idea(board=board, category=_of(board, category), product=product, slug=slug_of(title, "idea"))
    idea.chosen_tags, idea.status = check_tags(tags), first_status()
    return idea


@action
def edit_idea(
    idea: Idea,
    *,
    by: User,
    title: str,
    body: str,
    category: Category | None = None,
    product: Product | None = None,
    tags: Iterable[str] | None = None,
    based_on: int | None = None,
    attachment_ids: Iterable[Any] | None = None,
) -> Idea:
    """Change what was suggested; see ``content.actions.edit_entry`` for conflicts and history."""
    require(can_edit(by, idea))
    title = check_title(title)
    own = {
        "category": _of(idea.board, category),
        "product": product,
        "chosen_tags": idea.chosen_tags if tags is None else check_tags(tags),
        "slug": slug_of(title, "idea"),
    }
    changed = any(getattr(idea, name) != value for name, value in own.items())
    for name, value in own.items():
        setattr(idea, name, value)
    Idea.objects.filter(pk=idea.pk).update(**own)
    edit_entry(
        idea,
        by=by,
        title=title,
        body=body,
        based_on=based_on,
        attachment_ids=attachment_ids,
        own_fields_changed=changed,
    )
    return idea


def _of(board: Board, category: Category | None) -> Category | None:
    if category is not None and category.board_id != board.pk:
        raise ValidationError({"category": _("That is a category of another board.")}, code="category")
    return category
