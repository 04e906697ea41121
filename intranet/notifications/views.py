from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from intranet.core.http import SignedIn, render_page

from . import actions, inbox
from .models import Notification


@login_required
@require_GET
def inbox_page(request: SignedIn) -> HttpResponse:
    only_unread = request.GET.get("show") == "unread"
    page = inbox.page_of(request.user, cursor=request.GET.get("cursor"), only_unread=only_unread)
    context = {"page": page, "only_unread": only_unread}
    return render_page(request, "notifications/inbox.html", context, part="notifications/_threads.html")


@login_required
@require_GET
def notification(request: SignedIn, notification_id: int) -> HttpResponse:
    """Go to what a notification is about; everything said about it counts as read."""
    mine = Notification.objects.of(request.user).readable_by(request.user)
    found = get_object_or_404(mine.select_related("entry", "activity"), pk=notification_id)
    actions.mark_read(by=request.user, subjects=[found.subject])
    return redirect(inbox.target_of(found))


@login_required
@require_POST
def read(request: SignedIn) -> HttpResponse:
    """Mark one subject as read, or everything when none is named."""
    subject = request.POST.get("subject")
    actions.mark_read(by=request.user, subjects=None if subject is None else [subject])
    return redirect("notifications:inbox")


@login_required
@require_POST
def unread(request: SignedIn) -> HttpResponse:
    actions.mark_unread(by=request.user, subject=request.POST.get("subject", ""))
    return redirect("notifications:inbox")
