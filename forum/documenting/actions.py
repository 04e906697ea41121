"""Saying that a topic is documented, and taking things off the worklists."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from forum.models import Documented, LeftOut, Topic
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.realtime.publish import publish
from intranet.realtime.units import action, step

from . import policies
from .reach import is_for_all_of

LONGEST_REASON = 200
DOCUMENTED = "forum.topic.documented"
# What documents a topic has come out, or is gone: whoever keeps what was rendered of the topic forgets it.
CHANGED = "forum.topic.documents_changed"


@action
def say_documented(topic: Topic, page: Entry) -> bool:
    """Say under a topic that a page documents it, and tell who follows it: once ever, as soon as everybody who reads
    the topic can read the page. False when it was said, or cannot be said yet."""
    hold(topic)
    tell_changed(topic)
    if not topic.is_published or not page.is_published or not page.body.strip():
        return False
    if not is_for_all_of(page.audience, topic.audience):
        return False
    _row, is_new = Documented.objects.get_or_create(topic=topic, defaults={"page_id": page.entry_id})
    if is_new:
        frame = {"entry": topic.pk, "page": page.entry_id}
        record(DOCUMENTED, by=None, on=topic, streams=[topic.root_key], frame=frame, page=page.entry_id)
    return is_new


@step
def tell_changed(topic: Topic) -> None:
    publish(topic.root_key, CHANGED, on=topic.key)


@action
def leave_out(
    where: str, *, by: User, reason: str = "", entry: Entry | None = None, text: str = "", page: Entry | None = None
) -> LeftOut:
    """Take an entry, or words that were searched for, off a worklist: for a reason, or because ``page`` answers it.
    Searches come back when enough people have found nothing since. ValidationError without either."""
    require(policies.can_see_worklists(by))
    reason = " ".join(reason.replace("\x00", "").split())
    if where not in LeftOut.List.values or (entry is None) == (not text):
        raise ValidationError(_("That is on none of these lists."), code="list")
    if not reason and page is None:
        raise ValidationError({"reason": _("Say why, so that others need not look again.")}, code="reason")
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": _("That is too long: 200 characters at most.")}, code="reason")
    about: dict[str, Any] = {"entry_id": entry.entry_id if entry is not None else None, "text": text[:120]}
    row, _is_new = LeftOut.objects.update_or_create(
        list=where,
        **about,
        defaults={"reason": reason, "page_id": page.entry_id if page else None, "by": by, "at": now()},
    )
    return row


@action
def bring_back(row: LeftOut, *, by: User) -> bool:
    """Put it on its list again. False when somebody has done so."""
    require(policies.can_see_worklists(by))
    return bool(LeftOut.objects.filter(pk=row.pk).delete()[0])
