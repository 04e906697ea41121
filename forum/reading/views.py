"""A topic to read, and what one does on its page: answering, voting, saying what solved it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from forum import actions, policies
from forum.addresses import address_of, address_of_answer
from forum.home.views import layout_for
from forum.models import Answer, Topic
from forum.panels import panels_for
from intranet.content.kinds import real
from intranet.content.models import Entry
from intranet.conversation.votes import take_back_vote, vote_for, voted_by
from intranet.core.http import SignedIn, get_visible

from .forms import AnswerForm


@require_safe
def topic(request: HttpRequest, topic_id: int, slug: str) -> HttpResponse:
    """A topic. Its number finds it; under a title that it does not have any more it leads to the one it has."""
    found = get_visible(Topic.objects.with_place(), request.user, pk=topic_id)
    if found.merged_into_id is not None:
        return redirect("forum:topic-by-number", found.merged_into_id, permanent=True)
    if slug != found.slug:
        return _to_its_title(request, found)
    return _page(request, found, AnswerForm(initial={"client_id": uuid.uuid4()}))


@require_safe
def by_number(request: HttpRequest, topic_id: int) -> HttpResponse:
    return _to_its_title(request, get_visible(Topic, request.user, pk=topic_id))


def _to_its_title(request: HttpRequest, found: Topic) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return redirect(address_of(found) + (f"?{query}" if query else ""))


def _page(request: HttpRequest, found: Topic, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    answers: list[Any] = list(
        Answer.objects.visible_to(request.user)
        .filter(root=found.pk)
        .without_blocked(request.user)
        .with_people()
        .order_by("published_at", "pk")
    )
    mine = voted_by(request.user, [found, *answers])
    for one in [found, *answers]:
        one.has_my_vote = one.entry_id in mine
        one.root = found if one is not found else None
    context = {
        "topic": found,
        "entry": found,
        "answers": sorted(answers, key=lambda one: one.pk != found.accepted_id),
        "panels": panels_for(request, found),
        "form": form,
        "may_answer": policies.can_answer(request.user, found),
        "may_accept": policies.can_accept(request.user, found),
        "layout": layout_for(request),
    }
    return render(request, "forum/topic.html", context, status=status)


@login_required
@require_POST
def answer(request: SignedIn, topic_id: int) -> HttpResponse:
    found = get_visible(Topic.objects.with_place(), request.user, pk=topic_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            given = actions.answer(
                found,
                by=request.user,
                body=sent["body"],
                client_id=sent["client_id"],
                attachment_ids=sent["attachments"],
            )
        except ValidationError as error:
            form.add_error("body", error)
        else:
            return redirect(address_of_answer(given))
    return _page(request, found, form, status=422)


@login_required
@require_POST
def accept(request: SignedIn, answer_id: int) -> HttpResponse:
    given = get_visible(Answer, request.user, pk=answer_id)
    actions.accept_answer(given, by=request.user)
    return redirect(address_of_answer(given))


@login_required
@require_POST
def unaccept(request: SignedIn, topic_id: int) -> HttpResponse:
    found = get_visible(Topic.objects.with_place(), request.user, pk=topic_id)
    actions.clear_accepted(found, by=request.user)
    return redirect(address_of(found))


@login_required
@require_POST
def vote(request: SignedIn, entry_id: int) -> HttpResponse:
    """Give one's voice, or take it back when ``on`` is empty."""
    entry = get_visible(Entry.objects.filter(kind__in=["forum.topic", "forum.answer"]), request.user, pk=entry_id)
    change = vote_for if request.POST.get("on", "1") else take_back_vote
    change(real(entry), by=request.user)
    return redirect(entry.get_absolute_url())
