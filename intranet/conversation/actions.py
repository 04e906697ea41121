"""Everything people do under an entry. Editing and deleting a comment is ``content.actions``, as for every entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold, publish_entry, written_before
from intranet.content.models import Entry
from intranet.content.policies import can_comment, can_react
from intranet.core.decisions import require
from intranet.realtime.publish import publish
from intranet.realtime.units import action

from . import policies
from .models import Bookmark, Comment, Reaction, Watch
from .verbs import REACTED, UNREACTED


@action
def add_comment(
    root: Entry,
    *,
    by: User,
    body: str,
    parent: Comment | None = None,
    client_id: UUID | None = None,
    attachment_ids: Iterable[Any] = (),
    about: str = "",
    under: Entry | None = None,
    frame: Mapping[str, Any] | None = None,
    along: Callable[[Comment], object] | None = None,
) -> Comment:
    """Comment on ``root``, or answer the comment ``parent``. ``about``: the words of the root that it is about;
    ``under``: what said under the root it is a remark on, such as an answer.

    An answer to an answer joins the comment at the top, and names the person it answers. Sent twice with the same
    ``client_id`` it is there once. ValidationError when there is nothing to say, or ``parent`` has gone meanwhile.
    """
    if (earlier := written_before(Comment, by=by, client_id=client_id)) is not None:
        return earlier
    hold(root)
    require(can_comment(by, root))
    if parent is not None:
        parent.refresh_from_db(fields=["state", "root_id", "parent_id"])
        require(policies.can_answer(parent, root))
        if parent.parent_id is not None:
            body = _naming(parent.author, body, writer=by)
            parent = parent.parent
    if under is not None:
        require(policies.can_remark_on(under, root))
    return publish_entry(
        Comment(parent=parent, about=about[:1000], under_id=under.entry_id if under is not None else None),
        by=by,
        body=body,
        space=root.space,
        audience=root.audience,
        root=root,
        client_id=client_id,
        attachment_ids=attachment_ids,
        frame={
            "parent": parent.pk if parent is not None else None,
            "under": under.entry_id if under is not None else None,
        }
        | dict(frame or {}),
        along=along,
    )


def _naming(person: User, body: str, *, writer: User) -> str:
    """``body`` with the person it answers named in it, unless it does so already or answers the writer."""
    body = body.strip()
    if not body or person == writer or re.search(rf"@{re.escape(person.handle)}(?![\w-])", body, re.IGNORECASE):
        return body
    # A list, a quotation or a fence keeps its own first line.
    gap = " " if body[0].isalnum() else "\n\n"
    return f"@{person.handle}{gap}{body}"


@action
def react(entry: Entry, *, by: User, sort: str, on: bool = True) -> bool:
    """Give (or take back) one sort of reaction. False when it was so already: then nothing is written or said."""
    if sort not in Reaction.Sort:
        raise ValidationError(_("There is no such reaction."), code="sort")
    # The entry's row is what everybody who reacts waits for, so each counts what the others have committed.
    hold(entry)
    require(can_react(by, entry))
    mine = Reaction.objects.filter(entry_id=entry.entry_id, person=by)
    before = set(mine.values_list("sort", flat=True))
    if (sort in before) == on:
        return False
    if on:
        Reaction.objects.create(entry_id=entry.entry_id, person=by, sort=sort)
    else:
        mine.filter(sort=sort).delete()
    given = Reaction.objects.filter(entry_id=entry.entry_id)
    entry.reaction_counts = dict(given.values_list("sort").annotate(Count("pk")).order_by("sort"))
    Entry.objects.filter(pk=entry.entry_id).update(reaction_counts=entry.reaction_counts)
    frame = {"entry": entry.entry_id, "counts": entry.reaction_counts, "sort": sort, "person": by.pk, "given": on}
    if on and not before:
        record(REACTED, by=by, on=entry, streams=[entry.root_key], frame=frame, sort=sort)
    else:
        # A second sort, or a second thought, is no news to anybody who is not looking.
        publish(entry.root_key, REACTED if on else UNREACTED, on=entry.key, actor=by.pk, **frame)
    return True


@action
def watch(root: Entry, *, by: User, level: str = Watch.Level.ALL) -> bool:
    """Hear of every comment under ``root``, or only when named. False when it was so already."""
    require(policies.can_watch(by, root))
    if level not in Watch.Level:
        raise ValidationError(_("There is no such choice."), code="level")
    row, made = Watch.objects.get_or_create(entry_id=root.entry_id, person=by, defaults={"level": level})
    if made:
        return True
    if row.level == level:
        return False
    row.level = level
    row.save(update_fields=["level"])
    return True


@action
def save_entry(entry: Entry, *, by: User, saved: bool = True) -> bool:
    """Keep an entry among what one wants to find again, or no longer. False when it was so already. Nobody is told,
    not even the ledger: what one reads twice is one's own affair."""
    if not saved:
        return bool(Bookmark.objects.filter(entry_id=entry.entry_id, person=by).delete()[0])
    require(policies.can_save(by, entry))
    _row, is_new = Bookmark.objects.get_or_create(entry_id=entry.entry_id, person=by)
    return is_new
