"""Answering on a page of its own: without an account yet, and when one has come back with it."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum import actions, policies
from forum.addresses import address_of_answer
from forum.home.views import layout_for
from forum.models import Topic
from forum.reading.forms import AnswerForm
from intranet.accounts import halfway
from intranet.core.decisions import require
from intranet.core.http import get_visible
from intranet.core.throttle import throttled


def halfway_name(topic_id: int) -> str:
    return f"answer:{topic_id}"


@require_http_methods(["GET", "POST"])
@never_cache
@throttled("forum_answer", limit=20, per_seconds=600)
def answer(request: HttpRequest, topic_id: int) -> HttpResponse:
    """The topic's page for guests links here: it is the same for all of them, and has no form."""
    topic = get_visible(Topic.objects.with_place(), request.user, pk=topic_id)
    if request.user.is_authenticated:
        require(policies.can_answer(request.user, topic))
    name = halfway_name(topic.pk)
    kept = halfway.kept(request, name)
    begun = {"client_id": uuid.uuid4()} | (kept.fields if kept is not None else {})
    form = AnswerForm(request.POST) if request.method == "POST" else AnswerForm(initial=begun)
    if form.is_bound and form.is_valid() and (done := _sent(request, topic, form, name)) is not None:
        return done
    context = {"topic": topic, "form": form, "is_back": kept is not None, "layout": layout_for(request)}
    return render(request, "forum/asking/answer.html", context, status=422 if form.is_bound else 200)


def _sent(request: HttpRequest, topic: Topic, form: AnswerForm, name: str) -> HttpResponse | None:
    sent = form.cleaned_data
    if not request.user.is_authenticated:
        fields = {"body": sent["body"], "client_id": str(sent["client_id"] or "")}
        if halfway.keep(request, name, fields, url=reverse("forum:answer-page", args=[topic.pk])):
            return redirect("forum:go-on", name)
        form.add_error("body", halfway.too_long())
        return None
    try:
        given = actions.answer(topic, by=request.user, body=sent["body"], client_id=sent["client_id"])
    except ValidationError as error:
        form.add_error("body", error)
        return None
    halfway.forget(request, name)
    return redirect(address_of_answer(given))
