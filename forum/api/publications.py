"""``publications``: a private thread on its way to being a public question, with the customer's consent."""

from __future__ import annotations

from typing import Any, Literal

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from forum.actions import centre_publishing as actions
from forum.centre import policies
from forum.models import Category, Enquiry, Publication
from intranet.api.schemas import Written, absolute
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from .centre import find_enquiry

router = Router(tags=["enquiries"])


class PublicationOut(Schema):
    id: int
    enquiry_id: int
    category_id: int
    title: str
    question: str
    answer: str
    state: Publication.State
    credit: str
    digest: str = Field(description="Of the very words: whoever agrees says to which.")
    taken_out: list[dict[str, str]] | None = Field(description="What the draft was cleaned of; for those who answer.")
    answer_of_customer: str
    topic: str | None = Field(description="The address of the public question.")


class PublicationDraftIn(Schema):
    category_id: int
    messages: list[int] = Field([], description="Which of the thread; without any, what the customer wrote first.")


class PublicationTextIn(Schema):
    title: str = Field(max_length=200)
    question: str
    answer: str = ""
    category_id: int | None = None


class PublicationConsentIn(Schema):
    decision: Literal["approve", "changes", "decline"]
    digest: str
    credit: Literal["", "name", "company", "anonymous"] = ""
    words: str = Field("", max_length=2000)


def _find(request: SignedIn, pk: int) -> Publication:
    """For those who answer; and for the customer, once they have been asked."""
    seen = Enquiry.objects.visible_to(request.user).order_by().values("pk")
    found = get_object_or_404(
        Publication.objects.select_related(
            "enquiry__area", "enquiry__customer", "enquiry__company", "enquiry__author", "topic"
        ),
        enquiry__in=seen,
        pk=pk,
    )
    is_theirs = found.asked_at is not None and policies.can_consent(request.user, found)
    if not is_theirs and not policies.answers(request.user, found.enquiry):
        raise Http404
    return found


def _out(found: Publication, request: SignedIn) -> dict[str, Any]:
    inside = policies.answers(request.user, found.enquiry)
    return {
        "id": found.pk,
        "enquiry_id": found.enquiry_id,
        "category_id": found.category_id,
        "title": found.title,
        "question": found.question,
        "answer": found.answer,
        "state": found.state,
        "credit": found.credit,
        "digest": found.digest,
        "taken_out": found.taken_out if inside else None,
        "answer_of_customer": found.answer_of_customer,
        "topic": absolute(found.topic.get_absolute_url()) if found.topic is not None else None,
    }


def _category(request: SignedIn, pk: int) -> Category:
    return get_visible(Category, request.user, pk=pk)


@router.post(
    "/enquiries/{int:enquiry_id}/publications", response={201: PublicationOut}, summary="Draft a public question"
)
def draft_publication(request: SignedIn, enquiry_id: int, new: PublicationDraftIn) -> Any:
    enquiry = find_enquiry(request, enquiry_id)
    require(policies.can_publish_from(request.user, enquiry))
    made = actions.draft_publication(
        enquiry, by=request.user, category=_category(request, new.category_id), messages=new.messages
    )
    return Status(201, _out(made, request))


@router.get("/publications/{int:publication_id}", response=PublicationOut, summary="What would be public")
def one_publication(request: SignedIn, publication_id: int) -> dict[str, Any]:
    return _out(_find(request, publication_id), request)


@router.put("/publications/{int:publication_id}", response=PublicationOut, summary="Write it otherwise")
def put_publication(request: SignedIn, publication_id: int, new: PublicationTextIn) -> dict[str, Any]:
    found = _find(request, publication_id)
    require(policies.can_publish_from(request.user, found.enquiry))
    category = _category(request, new.category_id) if new.category_id is not None else None
    actions.change_publication(
        found, by=request.user, title=new.title, question=new.question, answer=new.answer, category=category
    )
    return _out(found, request)


@router.put("/publications/{int:publication_id}/asked", response=PublicationOut, summary="Ask the customer")
def ask_for_consent(request: SignedIn, publication_id: int) -> dict[str, Any]:
    found = _find(request, publication_id)
    actions.ask_for_consent(found, by=request.user)
    return _out(found, request)


@router.put("/publications/{int:publication_id}/consent", response=PublicationOut, summary="The customer’s answer")
def give_consent(request: SignedIn, publication_id: int, new: PublicationConsentIn) -> dict[str, Any]:
    found = _find(request, publication_id)
    actions.decide_publication(found, by=request.user, **new.dict())
    return _out(found, request)


@router.post("/publications/{int:publication_id}/topic", response={201: Written}, summary="Put it out as agreed")
def publish_publication(request: SignedIn, publication_id: int) -> Any:
    topic = actions.publish_publication(_find(request, publication_id), by=request.user)
    return Status(201, {"id": topic.pk, "url": absolute(topic.get_absolute_url())})


@router.delete("/publications/{int:publication_id}", response={204: None}, summary="Give it up")
def delete_publication(request: SignedIn, publication_id: int) -> Any:
    actions.drop_publication(_find(request, publication_id), by=request.user)
    return Status(204, None)
