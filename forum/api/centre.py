"""``enquiries``: private threads between customers and a team, and what is done with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from forum.actions import centre as actions
from forum.actions.centre_said import edit_said
from forum.actions.centre_staged import claim_staged, waiting_to_be_claimed
from forum.centre import due, policies, reading
from forum.models import Desk, Enquiry, Note, Reply
from intranet.accounts.models import Company, User, normal_email
from intranet.api.keys import client_id_of
from intranet.api.pages import PageOf, Paging, page_of
from intranet.api.schemas import AttachmentOut, PersonOut, Written, absolute, person_out
from intranet.content.kinds import hydrate, real
from intranet.content.models import Entry
from intranet.conversation.notes.actions import add_note
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import allow
from intranet.spaces.models import Space

router = Router(tags=["enquiries"])
AN_HOUR = 60


class EnquiryOut(Schema):
    id: int
    number: int
    subject: str
    status: Enquiry.Status
    channel: Enquiry.Channel
    customer: PersonOut
    company: str | None
    company_external_id: str | None = Field(description="Of the customer system; for those who answer.")
    desk: str = Field(description="The team, as customers know it.")
    expected: str = Field(description="What the customer may expect now, in words.")
    opened_at: datetime | None
    last_said_at: datetime
    first_reply_at: datetime | None
    solved_at: datetime | None
    replies_count: int
    team_id: int | None = Field(description="For those who answer, as are the two below.")
    assignee: PersonOut | None
    due_at: datetime | None
    url: str


class EnquiryMessageOut(Schema):
    id: int
    author: PersonOut
    from_staff: bool
    channel: str
    body: str
    body_html: str
    attachments: list[AttachmentOut]
    published_at: datetime | None


class EnquiriesAsked(Paging):
    status: Enquiry.Status | None = None
    team_id: int | None = None
    company_id: int | None = None
    mine: bool = Field(False, description="Only what the reader has taken.")


class EnquiryIn(Schema):
    team_id: int | None = Field(None, description="The space of the team; without it, the first that takes enquiries.")
    subject: str = Field(max_length=200)
    body: str
    customer: str = Field("", description="For a team that begins: the mail address of the customer.")
    company_id: int | None = Field(None, description="For a team that begins, where the customer has no account.")
    client_id: UUID | None = None
    attachments: list[UUID] = []


class SaidIn(Schema):
    body: str
    client_id: UUID | None = None
    attachments: list[UUID] = []


class ChangeIn(Schema):
    body: str
    based_on: int | None = Field(None, description="The `revision` it began from; another one now is a conflict.")


class EnquiryReplyIn(SaidIn):
    solved: bool = Field(False, description="Of a team: nothing more is to be done.")


class EnquiryStatusIn(Schema):
    status: Enquiry.Status


class EnquiryAssigneeIn(Schema):
    handle: str = Field(description="Empty for nobody in particular.")


class TeamIn(Schema):
    team_id: int


class Claimed(Schema):
    threads: int


def find_enquiry(request: SignedIn, pk: int) -> Enquiry:
    return get_visible(reading.threads(request.user), request.user, pk=pk)


def _team(pk: int) -> Space:
    """A team that takes enquiries: whoever may write to it need not know of its space."""
    desk = Desk.objects.taking().filter(team=pk).select_related("team").first()
    if desk is None:
        raise Http404
    return desk.team


def enquiry_out(enquiry: Enquiry, viewer: User) -> dict[str, Any]:
    inside = policies.answers(viewer, enquiry)
    desk = getattr(enquiry.team, "desk", None)
    return {
        "id": enquiry.pk,
        "number": enquiry.number,
        "subject": enquiry.title,
        "status": enquiry.status,
        "channel": enquiry.channel,
        "customer": person_out(enquiry.customer),
        "company": enquiry.company.name if enquiry.company is not None else None,
        "company_external_id": enquiry.company.external_id if inside and enquiry.company is not None else None,
        "desk": desk.name if desk is not None else enquiry.team.name,
        "expected": due.expected(enquiry),
        "opened_at": enquiry.published_at,
        "last_said_at": enquiry.last_said_at,
        "first_reply_at": enquiry.first_reply_at,
        "solved_at": enquiry.solved_at,
        "replies_count": enquiry.replies_count,
        "team_id": enquiry.team_id if inside else None,
        "assignee": person_out(enquiry.assignee) if inside and enquiry.assignee is not None else None,
        "due_at": enquiry.due_at if inside else None,
        "url": absolute(enquiry.get_absolute_url()),
    }


def _message(said: Any) -> dict[str, Any]:
    reading.prepared(said)
    return {
        "id": said.pk,
        "author": person_out(said.author),
        "from_staff": said.is_ours,
        "channel": getattr(said, "channel", ""),
        "body": said.body,
        "body_html": str(said.body_html),
        "attachments": said.files,
        "published_at": said.published_at,
        "edited_at": said.edited_at,
        "revision": said.revisions_count,
    }


@router.get("/enquiries", response=PageOf[EnquiryOut], summary="Private threads, the newest word first")
def enquiries(request: SignedIn, asked: Query[EnquiriesAsked]) -> dict[str, Any]:
    found = reading.narrowed(reading.threads(request.user), team=asked.team_id, company=asked.company_id)
    found = found.select_related("customer__department", "assignee__department", "assignee__company")
    if asked.status is not None:
        found = found.filter(status=asked.status)
    if asked.mine:
        found = found.filter(assignee=request.user)
    return page_of(found, asked, lambda one: enquiry_out(one, request.user), by=reading.BY_WORD)


@router.post("/enquiries", response={201: Written}, summary="Write to a team, or of a team to a customer")
def open_enquiry(request: SignedIn, new: EnquiryIn) -> Any:
    require(allow(f"enquire:{request.user.pk}", limit=AN_HOUR, per_seconds=3600))
    team = _team(new.team_id) if new.team_id is not None else None
    whom: dict[str, Any] = {}
    if not request.user.is_customer:
        found = User.objects.active().filter(email=normal_email(new.customer), kind=User.Kind.CUSTOMER).first()
        company = Company.objects.filter(pk=new.company_id).first() if new.company_id is not None else None
        whom = {"customer": found} if found is not None else {"email": new.customer, "company": company}
    made = actions.open_enquiry(
        by=request.user,
        team=team,
        subject=new.subject,
        body=new.body,
        client_id=client_id_of(request, new.client_id),
        attachment_ids=new.attachments,
        **whom,
    )
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.post("/enquiries/claim", response=Claimed, summary="Take over what came from one’s own addresses by mail")
def claim_enquiries(request: SignedIn) -> dict[str, int]:
    staged = waiting_to_be_claimed(request.user)
    return {"threads": sum(claim_staged(request.user, one.email) for one in staged)}


@router.get("/enquiries/{int:enquiry_id}", response=EnquiryOut, summary="One thread")
def one_enquiry(request: SignedIn, enquiry_id: int) -> dict[str, Any]:
    return enquiry_out(find_enquiry(request, enquiry_id), request.user)


@router.get(
    "/enquiries/{int:enquiry_id}/replies",
    response=PageOf[EnquiryMessageOut],
    summary="What was said in it, oldest first",
)
def enquiry_replies(request: SignedIn, enquiry_id: int, paging: Query[Paging]) -> dict[str, Any]:
    found = Reply.objects.visible_to(request.user).published().filter(root=find_enquiry(request, enquiry_id).pk)
    return page_of(found, paging, _message, by=("pk",), complete=lambda page: hydrate(page, request.user))


@router.post("/enquiries/{int:enquiry_id}/replies", response={201: Written}, summary="Answer; the other side reads it")
def reply_to_enquiry(request: SignedIn, enquiry_id: int, new: EnquiryReplyIn) -> Any:
    made = actions.reply(
        find_enquiry(request, enquiry_id),
        by=request.user,
        body=new.body,
        client_id=client_id_of(request, new.client_id),
        attachment_ids=new.attachments,
        solved=new.solved,
    )
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.put("/enquiries/{int:enquiry_id}/said/{int:said_id}", response=EnquiryMessageOut, summary="Change what I said")
def change_what_i_said(request: SignedIn, enquiry_id: int, said_id: int, change: ChangeIn) -> Any:
    """One's own words, also those that begin the thread, and notes; what went by mail stays as it was sent."""
    about = find_enquiry(request, enquiry_id)
    wanted = Entry.objects.filter(Q(root=about.pk) | Q(pk=about.pk), state=Entry.State.PUBLISHED).with_people()
    said = real(get_visible(wanted, request.user, pk=said_id))
    edit_said(said, by=request.user, body=change.body, based_on=change.based_on)
    return _message(hydrate([said], request.user)[0])


@router.get(
    "/enquiries/{int:enquiry_id}/notes",
    response=PageOf[EnquiryMessageOut],
    summary="Notes of those who answer, oldest first",
)
def enquiry_notes(request: SignedIn, enquiry_id: int, paging: Query[Paging]) -> dict[str, Any]:
    about = find_enquiry(request, enquiry_id)
    require(policies.can_work(request.user, about))
    found = Note.objects.visible_to(request.user).published().filter(root=about.pk)
    return page_of(found, paging, _message, by=("pk",), complete=lambda page: hydrate(page, request.user))


@router.post("/enquiries/{int:enquiry_id}/notes", response={201: Written}, summary="Note something for the own side")
def note_on_enquiry(request: SignedIn, enquiry_id: int, new: SaidIn) -> Any:
    about = find_enquiry(request, enquiry_id)
    require(policies.can_work(request.user, about))
    made = add_note(
        about,
        by=request.user,
        body=new.body,
        client_id=client_id_of(request, new.client_id),
        attachment_ids=new.attachments,
    )
    return Status(201, {"id": made.pk, "url": absolute(made.get_absolute_url())})


@router.put("/enquiries/{int:enquiry_id}/status", response=EnquiryOut, summary="Say whose turn it is, or: solved")
def put_enquiry_status(request: SignedIn, enquiry_id: int, new: EnquiryStatusIn) -> dict[str, Any]:
    found = find_enquiry(request, enquiry_id)
    actions.set_status(found, by=request.user, status=new.status)
    return enquiry_out(find_enquiry(request, enquiry_id), request.user)


@router.put("/enquiries/{int:enquiry_id}/assignee", response=EnquiryOut, summary="Say who answers it")
def put_enquiry_assignee(request: SignedIn, enquiry_id: int, new: EnquiryAssigneeIn) -> dict[str, Any]:
    found = find_enquiry(request, enquiry_id)
    require(policies.can_work(request.user, found))
    to = get_visible(User, request.user, handle=new.handle) if new.handle else None
    actions.assign(found, by=request.user, to=to)
    return enquiry_out(find_enquiry(request, enquiry_id), request.user)


@router.put("/enquiries/{int:enquiry_id}/team", response={204: None}, summary="Hand it to another team")
def put_enquiry_team(request: SignedIn, enquiry_id: int, new: TeamIn) -> Any:
    found = find_enquiry(request, enquiry_id)
    require(policies.can_work(request.user, found))
    actions.hand_to_team(found, by=request.user, team=_team(new.team_id))
    return Status(204, None)
