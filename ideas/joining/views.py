"""Joining two ideas and parting them; making a comment an idea. What it means is said before it is done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideas import policies
from ideas.actions import merge as join
from ideas.actions import undo_merge
from ideas.models import Idea, Merge, Split
from intranet.content.asked import ask
from intranet.conversation.models import Comment
from intranet.conversation.votes import together, voices_for
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, number_in

from .choosing import find_ideas
from .forms import SplitForm
from .policies import can_split
from .splitting import split_comment, undo_split


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: SignedIn, idea_id: int) -> HttpResponse:
    """Find the other idea, see what it means, and join the two."""
    idea = get_visible(Idea.objects.with_place(), request.user, pk=idea_id)
    require(policies.can_keep_board(request.user, idea.board))
    chosen = _chosen(request, idea)
    context: dict[str, Any] = {"entry": idea, "idea": idea, "chosen": chosen}
    if chosen is None:
        if request.method == "POST":
            raise Http404
        context["found"] = find_ideas(request.GET.get("q", ""), request.user, beside=idea)
        return ask(request, "ideas/joining/_merge.html", _("Join with another idea"), context)
    context["allowed"] = allowed = policies.can_merge(request.user, idea, chosen)
    if request.method == "POST":
        require(allowed)
        join(idea, into=chosen, by=request.user)
        messages.success(request, _("The two are one now. The old address leads here."))
        return redirect(chosen)
    if allowed:
        context["votes"] = voices_for({pk for group in together([idea, chosen]).values() for pk in group})
    return ask(request, "ideas/joining/_merge.html", _("Join with another idea"), context)


@login_required
@require_POST
def unmerge(request: SignedIn, merge_id: int) -> HttpResponse:
    """Part two that were joined."""
    merged = get_object_or_404(
        Merge.objects.select_related("source__board", "target"),
        pk=merge_id,
        source__in=Idea.objects.visible_to(request.user),
        target__in=Idea.objects.visible_to(request.user),
    )
    try:
        source = undo_merge(merged, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(merged.target)
    messages.success(request, _("The two are apart again."))
    return redirect(source)


@login_required
@require_http_methods(["GET", "POST"])
def split(request: SignedIn, comment_id: int) -> HttpResponse:
    """Give a comment a title: it becomes an idea."""
    comment = get_visible(Comment.objects.with_people().select_related("root"), request.user, pk=comment_id)
    source = get_visible(Idea.objects.with_place(), request.user, pk=comment.root_id)
    require(can_split(request.user, comment, source))
    form = SplitForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = split_comment(comment, by=request.user, title=form.cleaned_data["title"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The comment is an idea now. Its address leads here."))
            return redirect(made)
    context = {"entry": source, "idea": source, "comment": comment, "form": form}
    status = 422 if form.is_bound else 200
    return ask(request, "ideas/joining/_split.html", _("Make this comment an idea"), context, status=status)


@login_required
@require_POST
def unsplit(request: SignedIn, split_id: int) -> HttpResponse:
    """Make it a comment again."""
    found = get_object_or_404(
        Split.objects.select_related("source"),
        pk=split_id,
        entry__in=Idea.objects.visible_to(request.user).values("pk"),
    )
    made = Idea.objects.with_place().get(pk=found.entry_id)
    if not Idea.objects.visible_to(request.user).filter(pk=found.source_id).exists():
        raise PermissionDenied(_("You cannot read what it came out of."))
    try:
        source = undo_split(found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(made)
    messages.success(request, _("It is a comment again."))
    return redirect(f"{source.get_absolute_url()}?comment={found.entry_id}#entry-{found.entry_id}")


def _chosen(request: SignedIn, idea: Idea) -> Idea | None:
    """The other idea, which a form names by its number."""
    wanted = (request.POST or request.GET).get("into", "")
    if not wanted:
        return None
    return get_visible(Idea.objects.with_place().exclude(pk=idea.pk), request.user, pk=number_in(wanted))
