"""Opening an enquiry, answering it, and who works on it in which state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import gettext as _

from forum.centre import policies
from forum.centre.areas import area_for
from forum.centre.due import due_after
from forum.centre.duty import whose_turn
from forum.models import Desk, Enquiry, Note, Reply
from intranet.accounts.models import Company, User
from intranet.activity.ledger import record
from intranet.content.actions import hold, publish_entry, written_before
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.realtime.publish import publish, revoke
from intranet.realtime.units import action, step
from intranet.spaces.audiences import forget, people_in
from intranet.spaces.models import Space

from .centre_staged import staged_account

# What a team without a desk of its own any more answers within.
USUAL_HOURS = 8
_TRIES = 5
_FIRST_NUMBER = 1001


@action
def open_enquiry(
    *,
    by: User | None = None,
    email: str = "",
    name: str = "",
    subject: str,
    body: str,
    team: Space | None = None,
    company: Company | None = None,
    customer: User | None = None,
    channel: str = Enquiry.Channel.WEB,
    client_id: UUID | None = None,
    attachment_ids: Iterable[Any] = (),
    language: str = "",
) -> Enquiry:
    """Begin a thread with a team: the one named, else the first that takes enquiries.

    ``by`` is the customer, or somebody of the team who begins it for ``customer`` (or for ``email``). Without ``by`` it
    comes from outside, of whoever has ``email``: their staged account writes it. ``company`` is for the staff to say;
    a customer's own firm follows from the account. ValidationError without a subject or words, or where no team takes
    enquiries.
    """
    desk = _desk(team)
    if by is None:
        by = staged_account(email, name=name, language=language)
    else:
        require(policies.can_enquire(by, desk))
    if desk is None or not desk.is_open or desk.team.is_archived:
        raise ValidationError(_("This team takes no enquiries now."), code="team")
    if (earlier := written_before(Enquiry, by=by, client_id=client_id)) is not None:
        return earlier
    is_ours = by.is_staff_member and not by.is_system
    if is_ours and customer is None:
        customer = staged_account(email, name=name, language=language)
    customer = customer if is_ours and customer is not None else by
    if not customer.is_customer:
        raise ValidationError({"customer": _("Choose a customer.")}, code="customer")
    firm = customer.company or (company if is_ours else None)
    subject = " ".join(subject.replace("\x00", "").split())[:200]
    if not subject:
        raise ValidationError({"subject": _("Say in one line what it is about.")}, code="subject")
    if not body.strip() and not list(attachment_ids):
        raise ValidationError({"body": _("Write what it is about.")}, code="empty")
    area = area_for(desk.team, company=firm, customer=customer)
    forget(by)
    moment = now()
    enquiry = Enquiry(area=area, team=desk.team, company=firm, customer=customer, channel=channel, last_said_by=by)
    if is_ours:
        enquiry.status, enquiry.assignee, enquiry.first_reply_at = Enquiry.Status.CUSTOMER, by, moment
    else:
        enquiry.assignee = whose_turn(desk.team, moment)
        _waits_for_us(enquiry, desk)
    return _numbered(
        enquiry,
        by=by,
        title=subject,
        body=body,
        audience=area.audience,
        client_id=client_id,
        attachment_ids=list(attachment_ids),
        streams=[f"desk_{desk.team_id}", area.audience],
        frame={"team": desk.team_id},
    )


def _numbered(enquiry: Enquiry, **said: Any) -> Enquiry:
    """With the next number. Two that come at once see the same last one: the second tries the next."""
    for left in reversed(range(_TRIES)):
        last = Enquiry.objects.aggregate(last=Max("number"))["last"]
        enquiry.number = _FIRST_NUMBER if last is None else last + 1
        try:
            return publish_entry(enquiry, **said)
        except IntegrityError:
            enquiry.pk = enquiry.id = None
            if not left:
                raise
    raise AssertionError("unreachable")


def _desk(team: Space | None) -> Desk | None:
    if team is None:
        return Desk.objects.taking().select_related("team").first()
    return Desk.objects.filter(team=team).select_related("team").first()


@step
def _waits_for_us(enquiry: Enquiry, desk: Desk | None) -> None:
    """On the object: somebody outside waits from now on, unless they have been waiting already."""
    enquiry.status, enquiry.solved_at = Enquiry.Status.US, None
    if enquiry.waiting_since is None:
        enquiry.waiting_since = now()
        enquiry.due_at = due_after(enquiry.waiting_since, desk.reply_hours if desk is not None else USUAL_HOURS)
        enquiry.reminded_for = None


def _waits_no_more(enquiry: Enquiry, status: str) -> None:
    enquiry.status = status
    enquiry.waiting_since = enquiry.due_at = enquiry.reminded_for = None
    enquiry.solved_at = now() if status == Enquiry.Status.SOLVED else None


_CLOCK = ("status", "waiting_since", "due_at", "reminded_for", "solved_at")


def hold_enquiry(enquiry: Enquiry) -> None:
    """``hold``, with what the kind adds as it is now."""
    hold(enquiry)
    own = [field.attname for field in Enquiry._meta.local_concrete_fields if not field.primary_key]
    for name, value in Enquiry.objects.filter(pk=enquiry.pk).values(*own).get().items():
        setattr(enquiry, name, value)


@action
def reply(
    enquiry: Enquiry,
    *,
    by: User,
    body: str,
    channel: str = Enquiry.Channel.WEB,
    client_id: UUID | None = None,
    attachment_ids: Iterable[Any] = (),
    solved: bool = False,
) -> Reply:
    """Say something in the thread, which the other side reads. Of the customer's side it waits for us again; of ours it
    waits for them, or is ``solved``. Who of the team answers what nobody has taken takes it."""
    if (earlier := written_before(Reply, by=by, client_id=client_id)) is not None:
        return earlier
    hold_enquiry(enquiry)
    is_ours = policies.answers(by, enquiry)
    if not (by.is_system and by.pk == enquiry.customer_id):
        require(policies.can_reply(by, enquiry))
    made = publish_entry(
        Reply(channel=channel, from_staff=is_ours),
        by=by,
        body=body,
        audience=enquiry.area.audience,
        root=enquiry,
        client_id=client_id,
        attachment_ids=attachment_ids,
        streams=[enquiry.key],
    )
    before = enquiry.status
    if is_ours:
        _waits_no_more(enquiry, Enquiry.Status.SOLVED if solved else Enquiry.Status.CUSTOMER)
        enquiry.first_reply_at = enquiry.first_reply_at or made.published_at
        enquiry.assignee = enquiry.assignee or by
    else:
        _waits_for_us(enquiry, Desk.objects.filter(team=enquiry.team_id).first())
    enquiry.replies_count += 1
    enquiry.last_said_at, enquiry.last_said_by = now(), by
    enquiry.save(update_fields=[*_CLOCK, "first_reply_at", "assignee", "replies_count", "last_said_at", "last_said_by"])
    if enquiry.status != before:
        _record_state(enquiry, by=by)
    tell_desk(enquiry, "forum.enquiry.moved_on")
    if is_ours and enquiry.customer.is_system:
        from forum.centre.jobs import mail_reply  # noqa: PLC0415 - the job calls what actions wrote

        mail_reply.enqueue(reply_id=made.pk)
    return made


@action
def set_status(enquiry: Enquiry, *, by: User, status: str) -> bool:
    """Say whose turn it is, or that it is solved. The customer's side may say that it is solved, or open it again.
    False when it was so already."""
    hold_enquiry(enquiry)
    if status not in Enquiry.Status.values:
        raise ValidationError({"status": _("There is no such state.")}, code="status")
    if status == Enquiry.Status.CUSTOMER:
        require(policies.can_work(by, enquiry))
    else:
        require(policies.can_settle(by, enquiry))
    if enquiry.status == status:
        return False
    if status == Enquiry.Status.US:
        _waits_for_us(enquiry, Desk.objects.filter(team=enquiry.team_id).first())
    else:
        _waits_no_more(enquiry, status)
    enquiry.save(update_fields=_CLOCK)
    _record_state(enquiry, by=by)
    tell_desk(enquiry, "forum.enquiry.moved_on")
    return True


@action
def assign(enquiry: Enquiry, *, by: User, to: User | None) -> bool:
    """Say who answers it; None: nobody in particular. False when it was so already."""
    hold_enquiry(enquiry)
    require(policies.can_work(by, enquiry))
    if to is not None:
        require(policies.can_be_assigned(to, enquiry))
    if enquiry.assignee_id == (to.pk if to is not None else None):
        return False
    enquiry.assignee = to
    enquiry.save(update_fields=["assignee"])
    verb = "forum.enquiry.assigned" if to is not None else "forum.enquiry.unassigned"
    record(verb, by=by, on=enquiry, audience=enquiry.area.side, to=to.pk if to is not None else None)
    tell_desk(enquiry, verb)
    return True


@action
def take_enquiry(enquiry: Enquiry, *, by: User) -> bool:
    return assign(enquiry, by=by, to=by)


@action
def hand_to_team(enquiry: Enquiry, *, by: User, team: Space) -> bool:
    """Another team answers this: its members read all of it from now on, and whoever read it as one of the first team
    alone does not any more."""
    hold_enquiry(enquiry)
    require(policies.can_work(by, enquiry))
    desk = Desk.objects.taking().filter(team=team).first()
    if desk is None:
        raise ValidationError({"team": _("This team takes no enquiries now.")}, code="team")
    if enquiry.team_id == team.pk:
        return False
    before = enquiry.team_id
    enquiry.team, enquiry.assignee = team, whose_turn(team)
    if enquiry.status == Enquiry.Status.US:
        enquiry.waiting_since = None
        _waits_for_us(enquiry, desk)
    put_into_area(enquiry)
    enquiry.save(update_fields=["team", "assignee", *_CLOCK])
    record("forum.enquiry.handed", by=by, on=enquiry, streams=[enquiry.key], frame={"entry": enquiry.pk}, before=before)
    for stream in (before, team.pk):
        tell_desk(enquiry, "forum.enquiry.moved_on", team=stream)
    return True


@step
def put_into_area(enquiry: Enquiry) -> None:
    """After its team or its customer has changed: the thread and its notes are for whom it is for now."""
    old = enquiry.area
    area = area_for(enquiry.team, company=enquiry.company, customer=enquiry.customer)
    if area.pk == old.pk:
        return
    lost = list(people_in(old.audience).exclude(pk__in=people_in(area.audience)).values_list("pk", flat=True))
    enquiry.area, enquiry.audience = area, area.audience
    enquiry.save(update_fields=["area", "audience"])
    for model, audience in ((Reply, area.audience), (Note, area.side)):
        said = model._base_manager.filter(root=enquiry.pk)
        for column in ("audience", "intended_audience"):
            was = old.audience if model is Reply else old.side
            entries = said.filter(**{column: was}).values_list("pk", flat=True)
            Entry.objects.filter(pk__in=list(entries)).update(**{column: audience})
    if lost:
        revoke(lost)


@action
def remind_of_enquiry(enquiry: Enquiry) -> bool:
    """Tell whoever answers it that it is late, once for each promise. False when there is nothing to say."""
    hold_enquiry(enquiry)
    if not enquiry.is_overdue or enquiry.reminded_for == enquiry.due_at or not enquiry.is_published:
        return False
    enquiry.reminded_for = enquiry.due_at
    enquiry.save(update_fields=["reminded_for"])
    record("forum.enquiry.overdue", by=None, on=enquiry, audience=enquiry.area.side)
    tell_desk(enquiry, "forum.enquiry.overdue")
    return True


def _record_state(enquiry: Enquiry, *, by: User) -> None:
    """One verb for each state, so that a program can hear of one and not of the others."""
    verb = {
        Enquiry.Status.US: "forum.enquiry.waiting_for_us",
        Enquiry.Status.CUSTOMER: "forum.enquiry.waiting_for_customer",
        Enquiry.Status.SOLVED: "forum.enquiry.solved",
    }[Enquiry.Status(enquiry.status)]
    frame = {"entry": enquiry.pk, "status": enquiry.status}
    record(verb, by=by, on=enquiry, streams=[enquiry.key], frame=frame, number=enquiry.number)


def tell_desk(enquiry: Enquiry, event: str, *, team: int | None = None) -> None:
    """The open inboxes: something became of this one. Ids, no words."""
    publish(f"desk_{team or enquiry.team_id}", event, entry=enquiry.pk, team=enquiry.team_id)
