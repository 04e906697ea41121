"""Making canned replies, changing them, and counting how often they are of use."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from forum.models import CannedReply
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.audiences import ORG
from intranet.spaces.models import Space

from . import policies

MOST_OF_ONE = 200


@action
def save_reply(
    reply: CannedReply | None = None, *, by: User, title: str, body: str, team: Space | None = None
) -> CannedReply:
    """Make one, for oneself or for a team, or change one. Words in braces that mean nothing stay as they are."""
    if reply is not None:
        reply = CannedReply.objects.select_for_update(of=("self",)).select_related("team").get(pk=reply.pk)
        require(policies.can_change_reply(by, reply))
    require(policies.can_keep_reply_for(by, team))
    title, body = " ".join(title.replace("\x00", "").split()), body.replace("\r\n", "\n").replace("\x00", "").strip()
    if not title or not body:
        raise ValidationError(_("A canned reply needs a title and words."), code="empty")
    is_new = reply is None
    kept = reply if reply is not None else CannedReply()
    if is_new and _beside(by, team).count() >= MOST_OF_ONE:
        raise ValidationError(_("That are too many replies: %(most)s at most.") % {"most": MOST_OF_ONE}, code="many")
    kept.title, kept.body = title, body
    kept.owner, kept.team = (None, team) if team is not None else (by, None)
    kept.full_clean()
    kept.save()
    record("forum.reply.made" if is_new else "forum.reply.changed", by=by, on=kept, audience=_heard_by(kept))
    return kept


@action
def delete_reply(reply: CannedReply, *, by: User) -> None:
    require(policies.can_change_reply(by, reply))
    record("forum.reply.dropped", by=by, on=reply, audience=_heard_by(reply))
    reply.delete()


@action
def use_reply(reply: CannedReply, *, by: User) -> None:
    """It goes into somebody's answer. Nobody is told; which ones are of use is seen by how often."""
    require(policies.can_change_reply(by, reply))
    CannedReply.objects.filter(pk=reply.pk).update(used_count=F("used_count") + 1, used_at=now())


def _beside(by: User, team: Space | None) -> QuerySet[CannedReply]:
    return CannedReply.objects.filter(team=team) if team is not None else CannedReply.objects.filter(owner=by)


def _heard_by(reply: CannedReply) -> str:
    return ORG if reply.team_id is not None else f"user_{reply.owner_id}"
