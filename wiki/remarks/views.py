"""Comments about passages of a page: the list of them, one more, and that one is dealt with."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from intranet.content.policies import can_comment
from intranet.conversation.models import Comment
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, number_in, render_page, wants_part
from intranet.core.throttle import allow, throttled
from wiki import actions
from wiki.models import Anchor, Page

from .forms import RemarkForm
from .reading import threads_of

A_MINUTE = 30


@require_http_methods(["GET", "HEAD", "POST"])
def remarks(request: HttpRequest, page_id: int) -> HttpResponse:
    """The passages that are commented on, with what is said about each; or one more."""
    page = get_visible(Page.objects.with_people(), request.user, pk=page_id)
    if request.method == "POST":
        return _write(cast(SignedIn, request), page)
    resolved = request.GET.get("show") == "resolved"
    context: dict[str, Any] = {
        "page": page,
        "threads": threads_of(page, request.user, resolved=resolved, only=_number(request, "only")),
        "show": "resolved" if resolved else "open",
        "may_comment": can_comment(request.user, page),
        "layout": "layouts/app.html" if request.user.is_authenticated else "layouts/street.html",
    }
    return render_page(request, "wiki/remarks/page.html", context, part="wiki/remarks/_threads.html")


def _number(request: HttpRequest, name: str) -> int | None:
    typed = request.GET.get(name, "")
    return number_in(typed)


@login_required
def _write(request: SignedIn, page: Page) -> HttpResponse:
    form = RemarkForm(request.POST)
    if form.is_valid():
        require(allow(f"comment:user_{request.user.pk}", limit=A_MINUTE, per_seconds=60))
        try:
            made = actions.comment_on_passage(page, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _thread(request, page, made, status=201)
    context = {"page": page, "form": form, "layout": "layouts/app.html"}
    return render_page(request, "wiki/remarks/write.html", context, part="wiki/remarks/_form.html", status=422)


@login_required
@require_POST
@throttled("resolve", limit=60, per_seconds=60)
def resolve(request: SignedIn, comment_id: int) -> HttpResponse:
    """Say that a comment is dealt with; with ``resolved=0`` that it is not after all."""
    comment = get_visible(Comment, request.user, pk=comment_id)
    anchor = get_visible_anchor(comment)
    actions.resolve_remark(anchor, by=request.user, resolved=request.POST.get("resolved", "1") != "0")
    return _thread(request, anchor.page, comment)


def get_visible_anchor(comment: Comment) -> Anchor:
    """The place of a comment that this reader has been found to see."""
    found = Anchor.objects.filter(comment=comment).select_related("comment", "page__space", "page__author").first()
    if found is None:
        raise Http404
    return found


def _thread(request: SignedIn, page: Page, comment: Comment, *, status: int = 200) -> HttpResponse:
    """The thread as it is now, as it stands in the list; by hand, the page with the list."""
    if not wants_part(request):
        return redirect(reverse("wiki:remarks", args=[page.pk]) + f"#remark-{comment.pk}")
    resolved = Anchor.objects.filter(comment=comment, resolved_at__isnull=False).exists()
    [thread] = threads_of(page, request.user, resolved=resolved, only=comment.pk)
    context = {"thread": thread, "page": page, "may_comment": can_comment(request.user, page)}
    return render(request, "wiki/remarks/_thread.html", context, status=status)
