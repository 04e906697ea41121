"""Joining, leaving, asking, inviting, deciding: each a POST that ends on the page it came from."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.throttle import throttled

from . import actions, policies
from .forms import AskToJoinForm, DecideForm, InviteForm, RoleForm
from .members import invitations_for
from .models import ChecklistItem, JoinRequest, Space
from .settings_forms import PlaceForm

Handler = Callable[..., HttpResponse]
# What a press of a button did, in a sentence for whoever pressed it.
Deed = Callable[..., str]


def in_space(ends_at: str) -> Callable[[Deed], Handler]:
    """A POST by somebody signed in about a space they may know of. A refusal with a reason is told on the page it
    came from, so nobody lands on an error page for pressing a button."""

    def decorate(view: Deed) -> Handler:
        @login_required
        @require_POST
        @throttled("membership", limit=60, per_seconds=60)
        @wraps(view)
        def handle(request: SignedIn, slug: str, **rest: object) -> HttpResponse:
            space = get_visible(Space, request.user, slug=slug)
            try:
                said = view(request, space, **rest)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            else:
                if said:
                    messages.success(request, said)
            if not Space.objects.visible_to(request.user).filter(pk=space.pk).exists():
                return redirect("spaces:directory")
            # A thing that stands on several pages says which of them it was pressed on.
            back = "spaces:about" if request.POST.get("on") == "about" else ends_at
            return redirect(back, slug=space.slug)

        return handle

    return decorate


@in_space("spaces:space")
def join(request: SignedIn, space: Space) -> str:
    actions.join_space(space, by=request.user)
    return _("You are in.")


@in_space("spaces:about")
def leave(request: SignedIn, space: Space) -> str:
    actions.leave_space(space, by=request.user)
    return _("You have left %(space)s.") % {"space": space.name}


@in_space("spaces:about")
def ask(request: SignedIn, space: Space) -> str:
    form = AskToJoinForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("The message is too long: 500 characters at most."))
    actions.ask_to_join(space, by=request.user, message=form.cleaned_data["message"])
    return _("The owners have your request. You will hear from them here.")


@in_space("spaces:about")
def withdraw(request: SignedIn, space: Space) -> str:
    mine = get_object_or_404(
        JoinRequest, space=space, person=request.user, state=JoinRequest.State.OPEN, sort=JoinRequest.Sort.REQUEST
    )
    actions.withdraw_request(mine, by=request.user)
    return _("Your request is withdrawn.")


@in_space("spaces:members")
def decide(request: SignedIn, space: Space, request_id: int) -> str:
    asked = get_object_or_404(JoinRequest.objects.select_related("person", "space"), space=space, pk=request_id)
    form = DecideForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("The answer is too long: 500 characters at most."))
    accept = form.cleaned_data["decision"] == "accept"
    if not actions.decide_request(asked, by=request.user, accept=accept, answer=form.cleaned_data["answer"]):
        return _("Somebody had decided already.")
    name = {"name": asked.person.name}
    return _("%(name)s is in.") % name if accept else _("Declined. %(name)s is told.") % name


@in_space("spaces:members")
def invite(request: SignedIn, space: Space) -> str:
    form = InviteForm(request.POST, viewer=request.user)
    if not form.is_valid():
        raise ValidationError([message for errors in form.errors.values() for message in errors])
    person = form.cleaned_data["person"]
    actions.invite_to_space(space, by=request.user, person=person, message=form.cleaned_data["message"])
    return _("%(name)s is invited.") % {"name": person.name}


@in_space("spaces:members")
def change_role(request: SignedIn, space: Space, handle: str) -> str:
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("There is no such role."))
    actions.change_role(space, by=request.user, person=_member(request, handle), role=form.cleaned_data["role"])
    return _("Saved.")


@in_space("spaces:members")
def remove(request: SignedIn, space: Space, handle: str) -> str:
    person = _member(request, handle)
    actions.remove_member(space, by=request.user, person=person)
    return _("%(name)s is no longer a member.") % {"name": person.name}


@in_space("spaces:settings")
def archive(request: SignedIn, space: Space) -> str:
    archived = request.POST.get("archived") == "1"
    with_children = request.POST.get("children") == "archive"
    actions.archive_space(space, by=request.user, archived=archived, with_children=with_children)
    return _("The space is archived.") if archived else _("The space is open again.")


@in_space("spaces:settings")
def move(request: SignedIn, space: Space) -> str:
    require(policies.can_manage(request.user, space))
    form = PlaceForm(request.POST, mover=request.user, space=space)
    if not form.is_valid():
        raise ValidationError(_("It cannot stand there."))
    if not actions.move_space(space, by=request.user, parent=form.cleaned_data["parent"]):
        return _("It stands there already.")
    return _("The space is moved. Who reads it is as before.")


@in_space("spaces:space")
def tick(request: SignedIn, space: Space, item_id: int) -> str:
    item = get_object_or_404(ChecklistItem.objects.select_related("space"), space=space, pk=item_id)
    done = request.POST.get("done") == "1"
    actions.tick_item(item, by=request.user, done=done)
    return ""


@in_space("spaces:space")
def close(request: SignedIn, space: Space) -> str:
    if request.POST.get("what") == "checklist":
        actions.close_checklist(space, by=request.user)
    else:
        actions.close_welcome(space, by=request.user)
    return _("Put away. You find it on the page about this space.")


@login_required
@require_POST
def answer(request: SignedIn, request_id: int) -> HttpResponse:
    """Accept or decline an invitation; the space may be one that only the invitation shows."""
    invitation = get_object_or_404(invitations_for(request.user), pk=request_id)
    accept = request.POST.get("decision") == "accept"
    actions.answer_invitation(invitation, by=request.user, accept=accept)
    if accept:
        messages.success(request, _("You are in."))
        return redirect(invitation.space)
    messages.success(request, _("Declined."))
    return redirect("spaces:directory")


def _member(request: SignedIn, handle: str) -> User:
    return get_object_or_404(User.objects.visible_to(request.user), handle=handle)
