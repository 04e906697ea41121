"""Suggesting something without being named, and changing it or taking it away afterwards.

What is written carries Anonymous on every road; only ``proof`` knows more. Nothing else may be written here that names
the person: no watch, no mention, no draft that is left, no file under their name, no time at which they were here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from ideas import policies as idea_policies
from ideas.actions.ideas import edit_idea, new_idea
from ideas.models import Board, Category, Idea
from intranet.accounts.models import User
from intranet.content import gates
from intranet.content.actions import delete_entry, publish_entry, written_before
from intranet.content.models import Attachment, Entry, Product
from intranet.content.texts import write_text
from intranet.content.when import When
from intranet.conversation.models import Draft
from intranet.core.decisions import require
from intranet.realtime.units import action, step

from . import policies, proof
from .anonymous import anonymous

# Between these it comes out, at a moment nobody chose: whoever was seen writing then tells nothing.
SOONEST, LATEST = timedelta(minutes=4), timedelta(minutes=50)
_random = SystemRandom()


@action
def suggest_sealed(
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
    at_once: bool = False,
    before: datetime | None = None,
) -> Idea:
    """Put an idea on a board as Anonymous's. It comes out within the hour, and ``before`` that where that is sooner;
    ``at_once`` is for the demo.

    ValidationError as of ``suggest``, and where a rule would have somebody look at it first: then it could not be kept
    who wrote it.
    """
    author, press = anonymous(), proof.press(client_id)
    if (earlier := written_before(Idea, by=author, client_id=press)) is not None:
        return earlier
    require(idea_policies.can_suggest(by, board))
    attachment_ids = list(attachment_ids)
    idea = new_idea(board, title=title, category=category, product=product, tags=tags)
    passage = _pass(idea, title, body, by=by, files=len(attachment_ids))
    _give_away(attachment_ids, by=by, to=author)
    if client_id is not None:
        Draft.objects.filter(person=by, client_id=client_id).delete()
    made = publish_entry(
        idea,
        by=author,
        title=idea.title,
        body=idea.body,
        space=board.space,
        audience=board.audience,
        client_id=press,
        attachment_ids=attachment_ids,
        when=None if at_once else _some_time_soon(author, before),
        along=lambda idea: proof.sealed(idea.entry_id, by).save(force_insert=True),
    )
    if made.is_waiting:
        # What it is known by when it is out says nothing of when it was written.
        Entry.objects.filter(pk=made.entry_id).update(created_at=made.timing.due_at)
    gates.tell_noticed(made, passage.noticed, by=by)
    return made


@action
def edit_sealed(
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
    """Its author changes it: for everybody it is Anonymous who did."""
    require(policies.can_change_sealed(by, idea))
    author = anonymous()
    probe = Idea(board=idea.board, space=idea.space, audience=idea.board.audience, author=author)
    files = None if attachment_ids is None else list(attachment_ids)
    passage = _pass(probe, title, body, by=by, files=len(files or ()), is_edit=True)
    if files:
        _give_away(files, by=by, to=author)
    Draft.objects.filter(person=by, key__in=[f"edit:{idea.entry_id}", f"sealed:{idea.entry_id}"]).delete()
    changed = edit_idea(
        idea,
        by=author,
        title=probe.title,
        body=probe.body,
        category=category,
        product=product,
        tags=tags,
        based_on=based_on,
        attachment_ids=files,
    )
    gates.tell_noticed(changed, passage.noticed, by=by)
    return changed


@action
def withdraw_sealed(idea: Idea, *, by: User) -> Idea:
    """Its author takes it away."""
    require(policies.can_change_sealed(by, idea))
    return delete_entry(idea, by=anonymous())


@step
def _pass(idea: Idea, title: str, body: str, *, by: User, files: int, is_edit: bool = False) -> gates.Passage:
    """Ask the gates about the words as this person's; on the object they are then those that may go on. It is rendered
    as Anonymous's: names and references that only the author may use would tell of them."""
    idea.author, idea.space, idea.audience = anonymous(), idea.board.space, idea.board.audience
    write_text(idea, by=idea.author, title=title, body=body)
    passage = gates.ask(idea, by=by, is_edit=is_edit, files=files)
    if passage.hold is not None:
        raise ValidationError(
            _(
                "Somebody would look at this first, with your name beside it. Put it under your name, or ask a "
                "colleague to suggest it."
            ),
            code="sealed_held",
        )
    idea.title, idea.body = passage.title, passage.body
    return passage


@step
def _give_away(files: list[Any], *, by: User, to: User) -> None:
    """Files that this person has uploaded for it become Anonymous's; whatever else is named is refused as usual."""
    try:
        wanted = [pk if isinstance(pk, UUID) else UUID(str(pk)) for pk in files]
    except ValueError:
        return
    loose = Attachment.objects.filter(pk__in=wanted, uploader=by, entry__isnull=True)
    loose.update(uploader=to, created_at=now().replace(hour=0, minute=0, second=0, microsecond=0))


def _some_time_soon(author: User, before: datetime | None) -> When | None:
    """None where there is no time left to choose from."""
    latest = LATEST if before is None else min(LATEST, before - now() - timedelta(minutes=2))
    if latest <= SOONEST:
        return None
    wait = _random.uniform(SOONEST.total_seconds(), latest.total_seconds())
    return When.at(now() + timedelta(seconds=wait), author.time_zone)
