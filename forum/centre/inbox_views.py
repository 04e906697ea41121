"""The side of those who answer: the inbox of their teams, and what one does with a thread."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from forum.actions.centre import assign, hand_to_team
from forum.models import Desk, Enquiry, Publication
from intranet.accounts.models import User
from intranet.conversation.notes.actions import add_note
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible, number_in, render_page
from intranet.spaces.models import Space

from . import due, policies, reading
from .duty import on_duty
from .forms import SaidForm


def inbox(request: SignedIn) -> HttpResponse:
    tab = request.GET.get("tab", "")
    tab = tab if tab in reading.TABS else reading.TABS[0]
    team, company = _number(request.GET.get("team")), _number(request.GET.get("company"))
    page = reading.inbox(request.user, tab, team=team, company=company, cursor=request.GET.get("cursor"))
    desks = reading.desks_of(request.user)
    filters = "".join(f"&{name}={value}" for name, value in (("team", team), ("company", company)) if value)
    context = {
        "page": page,
        "tab": tab,
        "tabs": [
            {"label": reading.tab_label(one), "url": f"{request.path}?tab={one}{filters}", "current": one == tab}
            for one in reading.TABS
        ],
        "query": f"tab={tab}{filters}",
        "desks": desks,
        "turns": [(desk, on_duty(desk.team)) for desk in desks],
        "kept": [desk.pk for desk in desks if policies.can_keep_desk(request.user, desk.team)],
        "companies": reading.companies_writing(request.user),
        "team": team,
        "company": company,
        "may_open_desks": bool(policies.can_open_desks(request.user)),
        "takes_part": bool(policies.can_open_inbox(request.user)),
    }
    return render_page(request, "forum/centre/inbox.html", context, part="forum/centre/_inbox.html")


def thread_for_staff(
    request: SignedIn, found: Enquiry, form: SaidForm, *, status: int = 200, note_form: SaidForm | None = None
) -> HttpResponse:
    publication = reading.publication_of(found)
    context = {
        "enquiry": found,
        "thread": reading.said_in(found, request.user, inside=True),
        "desk": Desk.objects.filter(team=found.team_id).first(),
        "form": form,
        "note_form": note_form or SaidForm.fresh("note"),
        "card": reading.card_of(found, request.user),
        "takers": reading.who_can_take(found),
        "teams": reading.other_teams(found),
        "statuses": Enquiry.Status.choices,
        "due": due.said(found.due_at) if found.due_at else "",
        "publication": publication,
        "is_public": publication is not None and publication.state == Publication.State.PUBLISHED,
    }
    return render(request, "forum/centre/work.html", context, status=status)


def get_work(request: HttpRequest, number: int) -> Enquiry:
    """A thread that this person answers; to anybody else it is not there."""
    found = get_visible(reading.threads(request.user), request.user, number=number)
    require(policies.can_work(request.user, found))
    return found


@login_required
@require_POST
def take(request: SignedIn, number: int) -> HttpResponse:
    found = get_work(request, number)
    assign(found, by=request.user, to=request.user)
    return redirect(found.get_absolute_url())


@login_required
@require_POST
def give(request: SignedIn, number: int) -> HttpResponse:
    """Say who answers; without anybody it goes back to the team."""
    found = get_work(request, number)
    chosen = _number(request.POST.get("person"))
    to = get_visible(User, request.user, pk=chosen) if chosen else None
    assign(found, by=request.user, to=to)
    return redirect(found.get_absolute_url())


@login_required
@require_POST
def hand(request: SignedIn, number: int) -> HttpResponse:
    """Another team answers. Whoever was in the first alone has seen the last of it."""
    found = get_work(request, number)
    team = Space.objects.filter(pk=_number(request.POST.get("team")) or 0, desk__is_open=True).first()
    if team is None:
        return redirect(found.get_absolute_url())
    hand_to_team(found, by=request.user, team=team)
    if Enquiry.objects.visible_to(User.objects.get(pk=request.user.pk)).filter(pk=found.pk).exists():
        return redirect(found.get_absolute_url())
    return redirect("forum:centre")


@login_required
@require_POST
def note(request: SignedIn, number: int) -> HttpResponse:
    found = get_work(request, number)
    form = SaidForm(request.POST, auto_id="note-%s")
    if form.is_valid():
        sent = form.cleaned_data
        try:
            made = add_note(
                found,
                by=request.user,
                body=sent["body"],
                client_id=sent["client_id"],
                attachment_ids=sent["attachments"],
            )
        except ValidationError as error:
            form.add_error("body", error)
        else:
            return redirect(f"{found.get_absolute_url()}#entry-{made.pk}")
    return thread_for_staff(request, found, SaidForm.fresh(), status=422, note_form=form)


MOST_AGAIN = 50


@login_required
@require_safe
def after(request: SignedIn, number: int) -> HttpResponse:
    """What was said since, for a page that is open: replies for both sides, notes for ours."""
    found = get_visible(reading.threads(request.user), request.user, number=number)
    inside = policies.answers(request.user, found)
    thread = reading.said_in(found, request.user, inside=inside)
    since = _number(request.GET.get("since")) or 0
    # What stands there already and was changed since.
    again = {_number(one) for one in request.GET.get("again", "").split(",")[:MOST_AGAIN]}
    context: dict[str, Any] = {
        "said_later": [said for said in thread.said if said.pk > since or said.pk in again],
        "enquiry": found,
        "expected": due.expected(found),
        "inside": inside,
    }
    return render(request, "forum/centre/_after.html", context)


def _number(typed: str | None) -> int | None:
    return number_in(typed)
