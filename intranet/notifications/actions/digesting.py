"""What people choose about their digest, what they say of things in it, and that one of them is sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.core.zones import UnknownZone, zone
from intranet.notifications.digests import tastes, when
from intranet.notifications.digests.interests import choices_for
from intranet.notifications.models import DigestWish, Interest, Taste, Visit
from intranet.notifications.policies import can_choose, can_have_summary, can_propose_summary, can_taste
from intranet.notifications.verbs import SUMMARY_PROPOSED
from intranet.realtime.units import action

from .reading import mark_read

MORE, LESS = "more", "less"
MOST_INTERESTS = 60
_OPEN = ("rhythm", "weekday", "hour", "zone", "most", "minutes", "executive")


@action
def choose_digest(*, by: User, **wanted: Any) -> DigestWish:
    """``rhythm``, ``weekday``, ``hour``, ``zone``, ``most``, ``minutes``, ``executive``: what is left out stays. The
    first mail is the next one that is due, and none comes twice for one day."""
    require(can_choose(by))
    wish = DigestWish.objects.select_for_update().filter(person=by).first() or DigestWish(person=by)
    for name, value in wanted.items():
        if name not in _OPEN:
            raise TypeError(name)
        setattr(wish, name, value)
    if wish.zone:
        try:
            zone(wish.zone)
        except UnknownZone:
            raise ValidationError({"zone": _("There is no such time zone.")}) from None
    if wanted.get("executive"):
        require(can_have_summary(by))
    wish.full_clean(exclude=["person"])
    due = when.last_due(when.times_of(wish, by.time_zone), now())
    if due is not None and (wish.sent_for is None or wish.sent_for < due.day):
        wish.sent_for = due.day
    wish.save()
    return wish


@action
def propose_summary(person: User, *, by: User, wanted: bool = True) -> bool:
    """An admin says that somebody decides things here: from then on they find the summary for those who do. It is
    theirs to choose whether it is mailed. False when nothing changed."""
    require(can_propose_summary(by, person))
    wish, _created = DigestWish.objects.get_or_create(person=person)
    if wish.executive == wanted:
        return False
    wish.executive = wanted
    wish.save(update_fields=["executive"])
    record(SUMMARY_PROPOSED, by=by, on=person, wanted=wanted, page="/digest/executive/" if wanted else "/digest/")
    return True


@action
def want(entry: Entry, *, by: User, way: str) -> list[str]:
    """More ("more") or less ("less") like this, or neither any more (""). Returns the features it is about."""
    require(can_taste(by, entry))
    if way not in (MORE, LESS, ""):
        raise ValidationError(_("There is no such choice."))
    Taste.objects.filter(person=by, entry=entry.entry_id).delete()
    if not way:
        return []
    tags = list(Entry.tags.through.objects.filter(content_object=entry.entry_id).values_list("tag", flat=True))
    features = tastes.features_of(kind=entry.kind, author=entry.author_id, space=entry.space_id, tags=tags)
    weight = 1 if way == MORE else -1
    Taste.objects.bulk_create(
        [Taste(person=by, entry_id=entry.entry_id, feature=feature, weight=weight) for feature in features],
        ignore_conflicts=True,
    )
    return features


@action
def forget_taste(feature: str, *, by: User) -> bool:
    """What was said about one feature counts no more. False when nothing was."""
    require(can_choose(by))
    return bool(Taste.objects.filter(person=by, feature=feature).delete()[0])


@action
def choose_interests(keys: Collection[str], *, by: User) -> bool:
    """What somebody wants on their first page, in place of what they have chosen before: of what they are offered.
    False when nothing changed."""
    require(can_choose(by))
    offered = {key for heading in choices_for(by) for key, _name, _chosen in heading.options}
    if unknown := set(keys) - offered:
        raise ValidationError(_("“%(key)s” is nothing that can be chosen.") % {"key": min(unknown)[:40]})
    if len(set(keys)) > MOST_INTERESTS:
        raise ValidationError(_("That is too many at once: choose %(most)d at most.") % {"most": MOST_INTERESTS})
    before = set(Interest.objects.filter(person=by).values_list("key", flat=True))
    wanted = set(keys)
    Interest.objects.filter(person=by, key__in=before - wanted).delete()
    Interest.objects.bulk_create([Interest(person=by, key=key) for key in sorted(wanted - before)])
    return before != wanted


@action
def catch_up(*, by: User, until: datetime | None = None) -> datetime | None:
    """The person knows all that there was up to then (now): the digest begins there. Returns what stood before, for
    undoing."""
    require(can_choose(by))
    moment = now()
    visit, _created = Visit.objects.select_for_update().get_or_create(person=by, defaults={"here_at": moment})
    before = visit.caught_up_at
    visit.caught_up_at = min(until, moment) if until is not None else moment
    visit.save(update_fields=["caught_up_at"])
    return before


@action
def know_all(*, by: User, until: datetime) -> int:
    """As ``catch_up``, and the inbox holds nothing unread from before. Returns how much of it was unread."""
    visit = Visit.objects.filter(person=by).first()
    # From an older mail: what was known later is known still.
    if visit is None or visit.caught_up_at is None or visit.caught_up_at < until:
        catch_up(by=by, until=until)
    return mark_read(by=by, until=until)


@action
def claim_digest(person: User, *, day: date, before: date | None) -> bool:
    """The digest of that day is this worker's to send; False when another one has it."""
    mine = DigestWish.objects.filter(person=person, sent_for=before).exclude(rhythm=DigestWish.Rhythm.NEVER)
    return bool(mine.update(sent_for=day))


@action
def settle_digest(person: User, *, until: datetime) -> None:
    """It has left, or there was nothing to tell: the next one tells from there."""
    DigestWish.objects.filter(person=person).update(told_until=until)


@action
def give_back_digest(person: User, *, day: date, before: date | None) -> None:
    """It could not leave: it is due as before."""
    DigestWish.objects.filter(person=person, sent_for=day).update(sent_for=before)


@action
def stop_digest(person: User) -> str:
    """No more digests by mail. Returns the rhythm there was, "" for none."""
    wish = DigestWish.objects.select_for_update().filter(person=person).first()
    if wish is None or wish.rhythm == DigestWish.Rhythm.NEVER:
        return ""
    before, wish.rhythm = wish.rhythm, DigestWish.Rhythm.NEVER
    wish.save(update_fields=["rhythm"])
    return before
