"""The page of canned replies, and what the answer box asks: which there are, and one of them filled in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum.models import CannedReply
from intranet.content.kinds import real
from intranet.content.models import Entry
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible

from . import actions, policies
from .forms import ReplyForm
from .values import values_for
from .variables import VARIABLES, fill, unknown_in

OFFERED = 200


@login_required
@require_http_methods(["GET", "POST"])
def replies(request: SignedIn) -> HttpResponse:
    """One's own and those of one's teams, and a form for one more."""
    require(policies.can_have_replies(request.user))
    form = ReplyForm(request.POST or None, writer=request.user)
    if form.is_bound and (made := _save(request, form)):
        return made
    mine = policies.replies_of(request.user)
    context = {"replies": [_told(reply) for reply in mine], "form": form, "variables": VARIABLES}
    return render(request, "forum/replies/list.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def reply(request: SignedIn, reply_id: int) -> HttpResponse:
    """Change one of them."""
    found = _found(request, reply_id)
    form = ReplyForm(request.POST or None, writer=request.user, reply=found)
    if form.is_bound and (saved := _save(request, form, found)):
        return saved
    context = {"reply": _told(found), "form": form, "variables": VARIABLES}
    return render(request, "forum/replies/edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def delete(request: SignedIn, reply_id: int) -> HttpResponse:
    actions.delete_reply(_found(request, reply_id), by=request.user)
    messages.success(request, _("Deleted"))
    return redirect("forum:replies")


@login_required
@require_safe
def offered(request: SignedIn) -> HttpResponse:
    """For the answer box: what there is, the most used first."""
    require(policies.can_have_replies(request.user))
    found = policies.replies_of(request.user).order_by("-used_count", "title", "pk")[:OFFERED]
    items = [
        {"id": one.pk, "name": one.title, "summary": one.team.name if one.team is not None else _("Mine")}
        for one in found
    ]
    return JsonResponse({"items": items})


@login_required
@require_http_methods(["GET", "POST"])
def filled(request: SignedIn, reply_id: int, entry_id: int) -> HttpResponse:
    """One of them with what stands for its words in braces in that thread; POST also counts that it is used."""
    found = _found(request, reply_id)
    about = get_visible(Entry.objects.filter(root=None).with_people(), request.user, pk=entry_id)
    if request.method == "POST":
        actions.use_reply(found, by=request.user)
    text = fill(found.body, values_for(real(about), request.user))
    return JsonResponse({"body": text.body, "unknown": text.unknown, "empty": text.empty})


def _save(request: SignedIn, form: ReplyForm, found: CannedReply | None = None) -> HttpResponse | None:
    if not form.is_valid():
        return None
    sent: dict[str, Any] = form.cleaned_data
    try:
        kept = actions.save_reply(found, by=request.user, title=sent["title"], body=sent["body"], team=sent["team"])
    except ValidationError as error:
        form.add_error(None, error)
        return None
    messages.success(request, _("Saved"))
    if unknown := unknown_in(kept.body):
        names = ", ".join(f"{{{name}}}" for name in unknown)
        messages.warning(
            request, _("These words in braces mean nothing and stay as they are: %(names)s") % {"names": names}
        )
    return redirect("forum:replies")


def _found(request: SignedIn, reply_id: int) -> CannedReply:
    return get_object_or_404(policies.replies_of(request.user), pk=reply_id)


def _told(reply: CannedReply) -> CannedReply:
    """With what its list says of it besides."""
    reply.unknown = unknown_in(reply.body)  # type: ignore[attr-defined]
    return reply
