from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.conversation.forms import CommentForm
from intranet.conversation.models import Comment
from intranet.core.http import SignedIn, get_visible, render_page, wants_part
from intranet.core.throttle import throttled

from . import actions, groups, inbox
from .models import Notification, QuietHours
from .rehearsal import Heard, who_would_hear


@login_required
@require_GET
def inbox_page(request: SignedIn) -> HttpResponse:
    only_unread, group = _asked(request.GET)
    page = inbox.page_of(request.user, cursor=request.GET.get("cursor"), only_unread=only_unread, group=group)
    context = {"page": page, "only_unread": only_unread, "group": group, "query": _query(only_unread, group)}
    if not wants_part(request):
        quiet = QuietHours.objects.filter(person=request.user, still_until__gt=now()).first()
        context |= {
            "groups": inbox.groups_in(request.user),
            "still_until": quiet.still_until if quiet else None,
            "unread_query": _query(True, group),
            "all_query": _query(False, group),
        }
    return render_page(request, "notifications/inbox.html", context, part="notifications/_threads.html")


@login_required
@require_GET
def notification(request: SignedIn, notification_id: int) -> HttpResponse:
    """Go to what a notification is about; everything said about it counts as read."""
    # Mails lead here too, also from what its reader has switched off in the app.
    mine = Notification.objects.filter(recipient=request.user).readable_by(request.user)
    found = get_object_or_404(mine.select_related("entry", "activity"), pk=notification_id)
    actions.mark_read(by=request.user, subjects=[found.subject])
    return redirect(inbox.target_of(found))


@login_required
@require_POST
def read(request: SignedIn) -> HttpResponse:
    """Mark one subject as read, or everything (of one kind) when none is named."""
    subject = request.POST.get("subject")
    _only_unread, group = _asked(request.POST)
    actions.mark_read(by=request.user, subjects=None if subject is None else [subject], group=group)
    return _answer(request, subject)


@login_required
@require_POST
def unread(request: SignedIn) -> HttpResponse:
    subject = request.POST.get("subject", "")
    actions.mark_unread(by=request.user, subject=subject)
    return _answer(request, subject)


@login_required
@require_POST
@throttled("who-hears", limit=30, per_seconds=60)
def who_hears(request: SignedIn, entry_id: int) -> HttpResponse:
    """Who would be notified of a comment as it stands now: a part for the panel of its composer."""
    root = get_visible(Entry, request.user, pk=entry_id)
    if root.root_id is not None:
        raise Http404
    typed = request.POST.copy()
    if not typed.get("body", "").strip():
        typed["body"] = "…"
    form = CommentForm.under(root, typed)
    context: dict[str, Any] = {"sentence": _("What you answer is not there any more.")}
    if form.is_valid():
        body, key = form.cleaned_data["body"], form.cleaned_data["parent"]
        parent = Comment.objects.visible_to(request.user).filter(pk=key, root=root).first() if key else None
        if parent is not None or not key:
            context["heard"] = _heard(request, root, body, parent)
    return render(request, "notifications/_who_hears.html", context)


def _heard(request: SignedIn, root: Entry, body: str, parent: Comment | None) -> Heard:
    return who_would_hear(lambda: add_comment(root, by=request.user, body=body, parent=parent), by=request.user)


def _answer(request: SignedIn, subject: str | None) -> HttpResponse:
    """To a script the line as it is now; to a visit the inbox as it was looked at."""
    only_unread, group = _asked(request.POST)
    if not wants_part(request):
        query = _query(only_unread, group)
        return redirect(reverse("notifications:inbox") + (f"?{query}" if query else ""))
    thread = inbox.thread_about(request.user, subject) if subject else None
    if thread is None:
        return HttpResponse(status=204)
    context = {"thread": thread, "only_unread": only_unread, "group": group}
    return render(request, "notifications/_thread.html", context)


def _asked(values: QueryDict) -> tuple[bool, str]:
    """Whether what is unread alone is looked at, and of which kind."""
    group = values.get("kind", "")
    return values.get("show") == "unread", group if groups.find(group) else ""


def _query(only_unread: bool, group: str) -> str:
    asked = {"show": "unread" if only_unread else "", "kind": group}
    return urlencode({name: value for name, value in asked.items() if value})
