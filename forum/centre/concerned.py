"""Whom an enquiry, and what becomes of it, concerns on either side."""

from __future__ import annotations

from collections.abc import Iterable

from forum.models import Enquiry, Reply
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient
from intranet.content.models import Entry
from intranet.spaces.audiences import people_in
from intranet.spaces.models import Membership


def enquiry_of(entry: Entry) -> Enquiry | None:
    return Enquiry.objects.filter(pk=entry.root_entry_id).select_related("area").first()


def _who_answers(enquiry: Enquiry) -> list[int]:
    """Whoever has taken it; while nobody has, the whole team."""
    if enquiry.assignee_id is not None:
        return [enquiry.assignee_id]
    return list(Membership.objects.filter(space=enquiry.team_id).values_list("person_id", flat=True))


def _readable(entry: Entry, reasons: dict[int, str], *, but: int | None) -> Iterable[Recipient]:
    reasons.pop(but or 0, None)
    for pk in people_in(entry.audience).filter(pk__in=list(reasons)).values_list("pk", flat=True):
        yield Recipient(pk, reasons[pk])


def by_enquiry(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """A new one: whoever answers; where the team began it, the customer."""
    enquiry = enquiry_of(entry)
    if enquiry is None:
        return
    reasons = dict.fromkeys(_who_answers(enquiry), "you")
    if enquiry.author_id != enquiry.customer_id:
        reasons = {enquiry.customer_id: "you"}
    yield from _readable(entry, reasons, but=activity.actor_id)


def by_reply(activity: Activity, entry: Entry) -> Iterable[Recipient]:
    """A customer's answer concerns whoever has taken it, ours the customer; both, who has written there besides."""
    enquiry = enquiry_of(entry)
    if enquiry is None:
        return
    written = Reply.objects.published().filter(root=enquiry.pk).values_list("author_id", flat=True)
    reasons = dict.fromkeys(written, "watching")
    reasons[enquiry.customer_id] = "reply"
    from_us = Reply.objects.filter(pk=entry.pk, from_staff=True).exists()
    if not from_us:
        reasons |= dict.fromkeys(_who_answers(enquiry), "reply")
    yield from _readable(entry, reasons, but=activity.actor_id)


def assigned(activity: Activity) -> Iterable[Recipient]:
    to = activity.details.get("to")
    if to and to != activity.actor_id:
        yield Recipient(int(to), "you")


def who_is_late(activity: Activity) -> Iterable[Recipient]:
    enquiry = Enquiry.objects.filter(pk=activity.subject_id).first()
    if enquiry is not None:
        yield from (Recipient(pk, "you") for pk in _who_answers(enquiry))


def the_customer(activity: Activity) -> Iterable[Recipient]:
    enquiry = Enquiry.objects.filter(pk=activity.subject_id).select_related("customer").first()
    if enquiry is not None and not enquiry.customer.is_system and enquiry.customer_id != activity.actor_id:
        yield Recipient(enquiry.customer_id, "you")


def who_asked_consent(activity: Activity) -> Iterable[Recipient]:
    if asked_by := activity.details.get("made_by"):
        yield Recipient(int(asked_by), "you")
