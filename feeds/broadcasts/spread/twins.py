"""The public twin of a broadcast: other words for everybody, out in the same moment or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from feeds.actions import publish_post
from feeds.broadcasts import policies
from feeds.models import Broadcast, Twin
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import hold
from intranet.content.policies import can_publish
from intranet.core.decisions import Decision, no, require
from intranet.realtime.units import action, step
from intranet.spaces.audiences import PUBLIC

from .going import bring_twin_back, take_twin_along

LONGEST = 20_000
WRITTEN = "feeds.twin.written"
DROPPED = "feeds.twin.dropped"
RELEASED = "feeds.twin.released"


@dataclass(frozen=True)
class Words:
    """What the public reads. ``stays``: also when the broadcast is withdrawn or expires."""

    title: str
    body: str
    stays: bool = False

    def checked(self) -> Words:
        title, body = " ".join(self.title.split()), self.body.strip()
        if not title:
            raise ValidationError({"title": _("Give it a title.")})
        if len(title) > 200:
            raise ValidationError({"title": _("That is too long: %(most)d characters at most.") % {"most": 200}})
        if not body:
            raise ValidationError({"body": _("Write something first.")})
        if len(body) > LONGEST:
            raise ValidationError({"body": _("That is too long: %(most)d characters at most.") % {"most": LONGEST}})
        return Words(title, body, self.stays)


def can_write_twin(person: User, broadcast: Broadcast) -> Decision:
    """Who may change the broadcast, and may speak to the public."""
    allowed = policies.can_keep(person, broadcast)
    return can_publish(person, space=None, audience=PUBLIC) if allowed else allowed


@action
def write_twin(broadcast: Broadcast, *, by: User, words: Words) -> Twin:
    """Write what the public is to read, or write it anew. Of a broadcast that is out already it comes out now. Of one
    that is public only ``stays`` changes: its words are changed where they stand."""
    hold(broadcast)
    broadcast.refresh_from_db(fields=["expires_at"])
    require(can_write_twin(by, broadcast))
    words = words.checked()
    twin = Twin.objects.filter(broadcast=broadcast).first()
    if twin is not None and twin.released_at is not None:
        if (words.title, words.body) != (twin.title, twin.body):
            require(no(_("It is public already. Change it where it stands.")))
        return _let_stay(twin, broadcast, words.stays, by=by)
    if broadcast.is_published and broadcast.is_expired and not words.stays:
        require(no(_("The broadcast has expired, and this would go with it. Let it stay, or change when it expires.")))
    twin = twin or Twin(broadcast=broadcast)
    twin.author, twin.title, twin.body, twin.refusal, twin.written_at = by, words.title, words.body, "", now()
    twin.stays = words.stays
    twin.save()
    record(WRITTEN, by=by, on=broadcast)
    if broadcast.is_published:
        _release(twin)
    return twin


@step
def _let_stay(twin: Twin, broadcast: Broadcast, stays: bool, *, by: User) -> Twin:
    if twin.stays == stays:
        return twin
    twin.stays = stays
    twin.save(update_fields=["stays"])
    record(WRITTEN, by=by, on=broadcast)
    if stays:
        bring_twin_back(broadcast, by=by)
    elif broadcast.is_expired:
        take_twin_along(broadcast, by=by)
    twin.refresh_from_db()
    return twin


@step
def along_with(broadcast: Broadcast, words: Words, *, by: User) -> None:
    """Written together with its broadcast."""
    require(can_publish(by, space=None, audience=PUBLIC))
    words = words.checked()
    Twin.objects.create(broadcast=broadcast, author=by, title=words.title, body=words.body, stays=words.stays)


@action
def drop_twin(broadcast: Broadcast, *, by: User) -> bool:
    """The public is told nothing with it. False where there is nothing that waits."""
    hold(broadcast)
    require(policies.can_keep(by, broadcast))
    gone, _each = Twin.objects.filter(broadcast=broadcast, released_at=None).delete()
    if gone:
        record(DROPPED, by=by, on=broadcast)
    return bool(gone)


@step
def release_twin(broadcast: Broadcast) -> None:
    """Its broadcast has come out: so does what the public reads, in the same transaction. Where its writer may not
    speak to the public any more, the broadcast comes out alone, and the twin says why it has not."""
    twin = Twin.objects.select_related("author").filter(broadcast=broadcast, released_at=None).first()
    if twin is None:
        return
    try:
        with transaction.atomic():
            _release(twin)
    except (PermissionDenied, ValidationError) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        Twin.objects.filter(pk=twin.pk).update(refusal=said[:300])


def _release(twin: Twin) -> None:
    from .jobs import mail_news  # noqa: PLC0415 - the job calls what mails, which knows twins

    post = publish_post(by=twin.author, title=twin.title, body=twin.body, audience=PUBLIC)
    twin.post, twin.released_at = post, now()
    twin.save(update_fields=["post", "released_at"])
    record(RELEASED, by=twin.author, on=twin.broadcast, post=post.pk)
    mail_news.enqueue_once(key=str(twin.pk), twin_id=twin.pk)
