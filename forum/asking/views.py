"""Beginning a topic, and changing it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum import actions, policies
from forum.home.views import layout_for
from forum.models import Category, Topic
from intranet.content.policies import can_edit
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from .forms import TopicForm


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: SignedIn) -> HttpResponse:
    """Begin a topic, in ``category`` where one comes from one."""
    categories = categories_to_ask_in(request)
    asked = next((one.pk for one in categories if one.slug == request.GET.get("category")), None)
    form = TopicForm(
        request.POST or None, categories=categories, initial={"client_id": uuid.uuid4(), "category": asked}
    )
    if request.method == "POST" and form.is_valid():
        try:
            sent = form.cleaned_data
            topic = actions.ask(sent["category"], by=request.user, client_id=sent["client_id"], **form.words())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if topic.is_held:
                messages.info(request, _("A moderator looks at it first. Then it is here for everybody."))
            return redirect(topic.get_absolute_url())
    context = {"form": form, "layout": layout_for(request)}
    return render(request, "forum/ask.html", context, status=422 if form.is_bound else 200)


def categories_to_ask_in(request: HttpRequest) -> list[Category]:
    found = Category.objects.visible_to(request.user).in_use().select_related("space")
    return [one for one in found if policies.can_ask(request.user, one)]


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
            form.add_error(None, error)
        else:
            return redirect(topic.get_absolute_url())
    context = {"form": form, "topic": topic, "layout": layout_for(request)}
    return render(request, "forum/ask.html", context, status=422 if form.is_bound else 200)
