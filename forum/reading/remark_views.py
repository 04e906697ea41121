"""The small remarks under a question and under each answer."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from forum.addresses import address_of, address_of_answer
from forum.home.views import layout_for
from forum.models import Answer, Topic
from intranet.content.kinds import url_of
from intranet.content.policies import can_comment
from intranet.conversation.actions import add_comment
from intranet.conversation.discussion import complete, threaded
from intranet.conversation.forms import CommentForm
from intranet.conversation.rendering import place
from intranet.core.decisions import TooMany, require
from intranet.core.http import SignedIn, get_visible, render_page, wants_part
from intranet.core.throttle import allow

from .completing import remarks_under

REMARKS_A_MINUTE = 20
MOST = 500


@require_http_methods(["GET", "HEAD", "POST"])
def remarks(request: HttpRequest, topic_id: int) -> HttpResponse:
    """All remarks on what ``under`` names, the question or an answer, with a box; the box alone for a script that asks
    for it; or one remark more."""
    topic = get_visible(Topic.objects.with_place(), request.user, pk=topic_id)
    under = _under(request, topic)
    if request.method == "POST":
        return _write(cast(SignedIn, request), topic, under)
    form = CommentForm.under(topic)
    if wants_part(request) and request.GET.get("box"):
        require(can_comment(request.user, topic))
        return render(
            request, "forum/_remark_form.html", {"topic": topic, "under": _number(topic, under), "form": form}
        )
    return _list(request, topic, under, form)


@login_required
def _write(request: SignedIn, topic: Topic, under: Answer | None) -> HttpResponse:
    form, status = CommentForm.under(topic, request.POST), 422
    if form.is_valid():
        data = form.cleaned_data
        try:
            require(allow(f"comment:user_{request.user.pk}", limit=REMARKS_A_MINUTE, per_seconds=60))
            made = add_comment(
                topic, by=request.user, body=data["body"], under=under, client_id=data["client_id"] or uuid.uuid4()
            )
        except ValidationError as error:
            form.refuse(error)
        except TooMany as refusal:
            form.refuse(str(refusal))
            status = 429
        except PermissionDenied as refusal:
            form.refuse(str(refusal))
            status = 403
        else:
            return HttpResponse(place(made, request), status=201) if wants_part(request) else redirect(url_of(made))
    if wants_part(request):
        context = {"topic": topic, "under": _number(topic, under), "form": form}
        return render(request, "forum/_remark_form.html", context, status=status)
    return _list(request, topic, under, form, status=status)


def _list(
    request: HttpRequest, topic: Topic, under: Answer | None, form: CommentForm, *, status: int = 200
) -> HttpResponse:
    number = _number(topic, under)
    said = remarks_under(topic, number, request.user).order_by("pk")[:MOST]
    context: dict[str, Any] = {
        "topic": topic,
        "entry": topic,
        "under": number,
        "remarks": threaded(complete(list(said), request.user)),
        "form": form,
        "may_remark": can_comment(request.user, topic),
        "back": address_of(topic) if under is None else address_of_answer(under),
        "layout": layout_for(request),
    }
    return render_page(request, "forum/remarks.html", context, part="forum/_remarks.html", status=status)


def _under(request: HttpRequest, topic: Topic) -> Answer | None:
    """The answer that is named; None for the question itself. What this reader may not see is not there."""
    named = request.POST.get("under", "") if request.method == "POST" else request.GET.get("under", "")
    if named in ("", str(topic.pk)):
        return None
    if not (named.isascii() and named.isdigit()) or len(named) > 18:
        raise Http404
    return get_visible(Answer.objects.filter(root=topic.pk), request.user, pk=int(named))


def _number(topic: Topic, under: Answer | None) -> int:
    return topic.pk if under is None else under.pk
