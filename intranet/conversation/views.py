"""Comments and reactions of an entry, and following its discussion."""

from __future__ import annotations

import json
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from intranet.content.actions import EditConflict, edit_entry
from intranet.content.attachments import describe_all
from intranet.content.forms import EntryEditForm
from intranet.content.kinds import kind_of, url_of
from intranet.content.models import Entry
from intranet.content.policies import can_comment, can_edit, can_react
from intranet.core.decisions import TooMany, require
from intranet.core.http import SignedIn, get_visible, number_in, render_page, wants_json, wants_part
from intranet.core.throttle import allow, throttled

from . import actions, discussion
from .forms import CommentForm
from .models import Comment, Reaction, Watch
from .reactions import choices_for, mark_mine, who_reacted
from .rendering import place

COMMENTS_A_MINUTE = 30
# Of a discussion in an order of its own.
MOST_PAGES = 500


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, entry_id: int) -> HttpResponse:
    """The comments under a root: some of them, or one more."""
    if request.method == "POST":
        return _write(cast(SignedIn, request), entry_id)
    root = _root(request, entry_id)
    context = {"found": _asked_for(request, root), "root": root, "entry": root}
    if wants_part(request):
        return render(request, "conversation/_comments.html", context)
    context["layout"] = "layouts/app.html" if request.user.is_authenticated else "layouts/street.html"
    context["comment_form"] = CommentForm.under(root, parent=_number(request, "parent"))
    return render(request, "conversation/comments.html", context)


def _asked_for(request: HttpRequest, root: Entry) -> discussion.Discussion:
    if (before := _number(request, "before")) is not None:
        return discussion.page_before(root, request.user, before)
    if (after := _number(request, "after")) is not None:
        return discussion.page_after(root, request.user, after)
    if (order := request.GET.get("by")) in discussion.ORDERS:
        return discussion.page_in_order(root, request.user, order, min(_number(request, "page") or 1, MOST_PAGES))
    return discussion.open_discussion(root, request.user, around=_number(request, "comment"))


@login_required
def _write(request: SignedIn, entry_id: int) -> HttpResponse:
    root = _root(request, entry_id)
    form = CommentForm.under(root, request.POST)
    status = 422
    if form.is_valid():
        data = form.cleaned_data
        try:
            require(allow(f"comment:user_{request.user.pk}", limit=COMMENTS_A_MINUTE, per_seconds=60))
            describe_all(data["attachments"], request.POST, by=request.user)
            comment = actions.add_comment(
                root,
                by=request.user,
                body=data["body"],
                parent=_parent(request, root, data["parent"]),
                client_id=data["client_id"],
                attachment_ids=data["attachments"],
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
            return _said(request, comment)
    context = {"form": form, "root": root, "entry": root, "layout": "layouts/app.html"}
    return render_page(request, "conversation/write.html", context, part="conversation/_form.html", status=status)


def _said(request: SignedIn, comment: Comment) -> HttpResponse:
    if wants_part(request):
        return HttpResponse(place(comment, request), status=201)
    return redirect(url_of(comment))


@login_required
@require_GET
def comment_form(request: SignedIn, entry_id: int) -> HttpResponse:
    """The box for one more comment, fetched when somebody wants to write. A refusal says why there is none."""
    root = _root(request, entry_id)
    require(can_comment(request.user, root))
    parent = _parent(request, root, _number(request, "parent"))
    context = {"form": CommentForm.under(root, parent=parent.pk if parent else None), "root": root, "parent": parent}
    return render(request, "conversation/_form.html", context)


@require_safe
def comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    """One comment as this reader sees it; by hand, where it stands."""
    found = get_visible(Comment.objects.with_people().select_related("root"), request.user, pk=comment_id)
    return HttpResponse(place(found, request)) if wants_part(request) else redirect(url_of(found))


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedIn, comment_id: int) -> HttpResponse:
    """Change one's own words. When somebody else did meanwhile, both texts are shown and nothing is lost."""
    found = get_visible(Comment.objects.with_people().select_related("root"), request.user, pk=comment_id)
    require(can_edit(request.user, found))
    form = EntryEditForm.of(found, request.POST or None)
    context: dict[str, Any] = {"form": form, "comment": found, "entry": found}
    if form.is_bound and form.is_valid():
        try:
            _save(found, request, form)
        except EditConflict as conflict:
            form.add_error(None, conflict)
            form.rebase(conflict.entry)
            context["theirs"] = conflict.entry
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if wants_part(request):
                discussion.complete([found], request.user)
                return render(request, "conversation/_own.html", {"comment": found})
            return redirect(url_of(found))
    status = 422 if form.is_bound else 200
    return render_page(request, "conversation/edit.html", context, part="conversation/_edit.html", status=status)


def _save(found: Comment, request: SignedIn, form: EntryEditForm) -> None:
    data = form.cleaned_data
    edit_entry(
        found,
        by=request.user,
        body=data["body"],
        note=data["note"],
        based_on=data["based_on"],
        attachment_ids=data["attachments"] if "attachments" in request.POST else None,
    )


# --- Reactions --------------------------------------------------------------------------------------------------------


@login_required
@require_GET
def reactions(request: SignedIn, entry_id: int) -> HttpResponse:
    """The six sorts, one's own marked, and who gave which."""
    found = get_visible(Entry.objects.with_people(), request.user, pk=entry_id)
    mark_mine([found], request.user)
    context = {
        "entry": found,
        "choices": choices_for(found),
        "givers": who_reacted(found, request.user),
        "may_react": can_react(request.user, found),
    }
    return render_page(request, "conversation/reactions.html", context, part="conversation/_reactions.html")


@login_required
@require_http_methods(["PUT", "DELETE", "POST"])
@throttled("react", limit=120, per_seconds=60, methods=("PUT", "DELETE", "POST"))
def react(request: SignedIn, entry_id: int, sort: str) -> HttpResponse:
    """Give one sort of reaction (PUT) or take it back (DELETE). A plain form says which in ``_method``."""
    found: Any = get_visible(Entry.objects.with_people(), request.user, pk=entry_id)
    if sort not in Reaction.Sort:
        raise Http404
    actions.react(found, by=request.user, sort=sort, on=_method(request) != "DELETE")
    if wants_json(request):
        mark_mine([found], request.user)
        return JsonResponse({"entry": found.pk, "counts": found.reaction_counts, "mine": sorted(found.mine)})
    return redirect(url_of(found))


@login_required
@require_http_methods(["PUT", "DELETE", "POST"])
@throttled("watch", limit=60, per_seconds=60, methods=("PUT", "DELETE", "POST"))
def watch(request: SignedIn, entry_id: int) -> HttpResponse:
    """Hear of every comment (PUT), or only when somebody names one (DELETE)."""
    root = _root(request, entry_id)
    level = Watch.Level.NONE if _method(request) == "DELETE" else Watch.Level.ALL
    actions.watch(root, by=request.user, level=level)
    if wants_json(request):
        return JsonResponse({"entry": root.pk, "watching": level == Watch.Level.ALL})
    if wants_part(request):
        all_of_it = level == Watch.Level.ALL
        said = _("You will hear of every comment") if all_of_it else _("You will hear when you are named")
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"toast": {"text": said}})})
    return redirect(url_of(root))


# --- What a request names -------------------------------------------------------------------------------------------


def _root(request: HttpRequest, entry_id: int) -> Entry:
    """The root this reader may see. What is itself a comment, or takes none, has no discussion: it is not there."""
    root = get_visible(Entry.objects.filter(root__isnull=True).with_people(), request.user, pk=entry_id)
    if not kind_of(root).takes_comments:
        raise Http404
    return root


def _parent(request: HttpRequest, root: Entry, pk: int | None) -> Comment | None:
    """The comment that is answered. What this reader may not see is not there, as everywhere."""
    if pk is None:
        return None
    said = Comment.objects.in_discussion_of(root).select_related("author", "parent__author")
    return get_visible(said, request.user, pk=pk)


def _method(request: HttpRequest) -> str:
    if request.method != "POST":
        return str(request.method)
    return "DELETE" if request.POST.get("_method", "").upper() == "DELETE" else "PUT"


def _number(request: HttpRequest, name: str) -> int | None:
    typed = request.GET.get(name)
    if not typed:
        return None
    if (number := number_in(typed)) is None:
        raise BadRequest
    return number
