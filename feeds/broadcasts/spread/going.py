"""The public twin goes where its broadcast goes: away when that is withdrawn, expires or is hidden, and back with it.

Who leaves it standing (``Twin.stays``) keeps the public word. What somebody has brought back by hand afterwards is not
taken again: ``taken_at`` says that it was, once.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from feeds.models import Broadcast, Post, Twin
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content import actions as content_actions
from intranet.content.policies import can_publish
from intranet.realtime.units import action, step
from intranet.spaces.audiences import PUBLIC

TAKEN = "feeds.twin.taken"
BROUGHT_BACK = "feeds.twin.brought_back"
# Out, or on its way out: a moderator who has hidden it has decided already.
_OUT = (Post.State.PUBLISHED, Post.State.HELD)


def goes_with_its_broadcast() -> Q:
    """Of twins: those whose broadcast has expired, and which do not stay."""
    return Q(stays=False, broadcast__expires_at__lte=now())


@step
def take_twin_along(broadcast: Broadcast, *, by: User) -> bool:
    """Its broadcast is withdrawn or has expired. False where there is nothing to take."""
    twin = _locked(broadcast).filter(stays=False, taken_at=None).first()
    if twin is None or twin.post is None or twin.post.state not in _OUT:
        return False
    content_actions.hold(twin.post)
    why = _("It went with the broadcast it was the public word of.")
    content_actions.take_away_by_order(twin.post, by=by, reason=why)
    Twin.objects.filter(pk=twin.pk).update(taken_at=now())
    record(TAKEN, by=by, on=broadcast, post=twin.post.pk)
    return True


@step
def bring_twin_back(broadcast: Broadcast, *, by: User) -> bool:
    """Its broadcast stands again; so does what went with it, where ``by`` may speak to the public."""
    twin = _locked(broadcast).exclude(taken_at=None).first()
    if twin is None or twin.post is None or not can_publish(by, space=None, audience=PUBLIC):
        return False
    Twin.objects.filter(pk=twin.pk).update(taken_at=None)
    content_actions.hold(twin.post)
    if not twin.post.is_deleted:
        return False
    content_actions.bring_back_by_order(twin.post, by=by)
    record(BROUGHT_BACK, by=by, on=broadcast, post=twin.post.pk)
    return True


@step
def hide_twin_along(broadcast: Broadcast, *, by: User, reason: str) -> bool:
    """A moderator has hidden its broadcast: so is the public word, also one that would stay when the broadcast goes,
    since whoever hides has read both as one. False where there is nothing out to hide."""
    twin = _locked(broadcast).first()
    if twin is None or twin.post is None or twin.post.state not in _OUT:
        return False
    content_actions.hide_entry(twin.post, by=by, reason=reason)
    Twin.objects.filter(pk=twin.pk).update(hidden_at=now())
    return True


@step
def show_twin_again(broadcast: Broadcast, *, by: User) -> bool:
    """Its broadcast is restored: so is what was hidden with it, unless it has expired meanwhile. What was hidden by
    itself stays hidden."""
    twin = _locked(broadcast).exclude(hidden_at=None).first()
    if twin is None or twin.post is None:
        return False
    Twin.objects.filter(pk=twin.pk).update(hidden_at=None)
    was_hidden = twin.post.is_hidden
    content_actions.restore_entry(twin.post, by=by)
    if broadcast.is_expired:
        take_twin_along(broadcast, by=by)
    return was_hidden


@action
def take_expired(twin: Twin) -> bool:
    """One that the clock has ended, for the job."""
    broadcast = Broadcast.objects.select_related("author").get(pk=twin.broadcast_id)
    content_actions.hold(broadcast)
    broadcast.refresh_from_db(fields=["expires_at"])
    return broadcast.is_expired and take_twin_along(broadcast, by=broadcast.author)


def expired_twins() -> QuerySet[Twin]:
    return Twin.objects.filter(goes_with_its_broadcast(), taken_at=None, post__state__in=_OUT).order_by("pk")


def _locked(broadcast: Broadcast) -> QuerySet[Twin]:
    return Twin.objects.select_for_update(of=("self",)).select_related("post").filter(broadcast=broadcast.pk)
