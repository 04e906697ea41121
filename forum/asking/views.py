"""Beginning a topic, with or without an account yet, and changing it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum import actions
from forum.home.views import layout_for
from forum.models import Topic
from intranet.accounts import halfway
from intranet.accounts.forms import blame
from intranet.content.policies import can_edit
from intranet.conversation.drafts import drop_draft
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import throttled
from intranet.moderation.trust.levels import level_of

from .beginning import begun_with, categories_for
from .counting import count
from .forms import TopicForm

DRAFT = "topic:new"
ASK = "ask"


@require_http_methods(["GET", "POST"])
@never_cache
@throttled("forum_ask", limit=20, per_seconds=600)
def ask(request: HttpRequest) -> HttpResponse:
    """Begin a topic. A guest fills in the whole form, too, and is asked for an account after that."""
    categories = categories_for(request.user)
    if request.method == "POST":
        form = TopicForm(request.POST, categories=categories)
        if form.is_valid() and (answer := _sent(request, form)) is not None:
            return answer
        return _page(request, form, status=422)
    kept = halfway.kept(request, ASK)
    begun = begun_with(request, categories) | (kept.fields if kept is not None else {})
    begun.setdefault("client_id", str(uuid.uuid4()))
    return _page(request, TopicForm(initial=begun, categories=categories), is_back=kept is not None)


def _sent(request: HttpRequest, form: TopicForm) -> HttpResponse | None:
    if not request.user.is_authenticated:
        fields = {name: request.POST.get(name, "") for name in form.fields if name not in ("attachments", "based_on")}
        if halfway.keep(request, ASK, fields, url=request.get_full_path()):
            return redirect("forum:go-on", ASK)
        form.add_error("body", halfway.too_long())
        return None
    sent = form.cleaned_data
    try:
        topic = actions.ask(sent["category"], by=request.user, client_id=sent["client_id"], **form.words())
    except ValidationError as error:
        blame(form, error)
        return None
    halfway.forget(request, ASK)
    drop_draft(DRAFT, by=request.user)
    count("asked")
    return redirect(f"{topic.get_absolute_url()}?asked=1")


def _page(request: HttpRequest, form: TopicForm, *, is_back: bool = False, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "is_back": is_back,
        "chosen": str(form["category"].value() or (form.categories[0].pk if form.categories else "")),
        "may_attach": request.user.is_authenticated and level_of(request.user).files,
        "layout": layout_for(request),
    }
    return render(request, "forum/asking/ask.html", context, status=status)


@require_http_methods(["GET"])
@never_cache
def go_on(request: HttpRequest, name: str) -> HttpResponse:
    return halfway.go_on(request, name, layout=layout_for(request), otherwise="forum:ask")


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedIn, topic_id: int) -> HttpResponse:
    topic = get_visible(Topic.objects.with_place(), request.user, pk=topic_id)
    require(can_edit(request.user, topic))
    form = TopicForm.of(topic, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_topic(topic, by=request.user, based_on=form.cleaned_data["based_on"], **form.words())
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(topic.get_absolute_url())
    context = {"form": form, "topic": topic, "layout": layout_for(request)}
    return render(request, "forum/ask.html", context, status=422 if form.is_bound else 200)
