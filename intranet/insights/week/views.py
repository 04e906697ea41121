"""The list of the week, as a page and by the addresses of its mail."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.core.http import SignedIn
from intranet.core.throttle import throttled
from intranet.insights.models import WeekTask, WeekWish

from . import actions, links, policies
from .chores import known
from .forms import WishForm
from .reading import week_list


@login_required
@require_safe
@never_cache
def week(request: SignedIn) -> HttpResponse:
    require(policies.can_have_list(request.user))
    return _page(request, _form_of(request.user))


@login_required
@require_POST
def wish(request: SignedIn) -> HttpResponse:
    """Wanting it by mail, or no more."""
    require(policies.can_have_list(request.user))
    if request.POST.get("mail") == "no":
        actions.want_no_mail(by=request.user)
        messages.success(request, _("It is not mailed any more. It still stands here."))
        return redirect("insights:week")
    form = WishForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    actions.want_by_mail(by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved. It comes by mail each week in which something waits."))
    return redirect("insights:week")


@login_required
@require_POST
def tick(request: SignedIn, task_id: int) -> HttpResponse:
    """Do what is offered about one line, or put it aside."""
    task = get_object_or_404(WeekTask, pk=task_id, person=request.user)
    deed = request.POST.get("deed", "")[:20]
    try:
        if deed:
            messages.success(request, actions.do(task, deed, by=request.user))
        else:
            actions.leave_out(task, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("insights:week")


@never_cache
@require_http_methods(["GET", "POST"])
@throttled("week_deed", limit=120, per_seconds=3600)
def do(request: HttpRequest, word: str) -> HttpResponse:
    """From the mail, once. Looking changes nothing: mail programs look at addresses before people do."""
    promise = links.read_deed(word)
    if promise is None:
        return _said(request, refused=_("This address is not valid any more. The list of the week is still there."))
    task = WeekTask.objects.filter(pk=promise.task, person=promise.person).select_related("person", "entry").first()
    chore = known(task.chore) if task is not None else None
    deed = chore.deed(promise.deed) if chore is not None else None
    if task is None or deed is None:
        raise Http404
    if request.user.is_authenticated and request.user.pk != task.person_id:
        return _said(request, refused=_("This list is somebody else's."), status=403)
    person: User = task.person
    if not (allowed := policies.can_do(person, task)):
        return _said(request, refused=str(allowed.refusal), status=403)
    if task.done_at is not None:
        return _said(request, refused=_("This was done already."))
    if request.method != "POST":
        return render(request, "insights/week/do.html", {"task": task, "deed": deed, "word": word})
    try:
        return _said(request, done=actions.do(task, deed.key, by=person))
    except ValidationError as refused:
        return _said(request, refused=" ".join(refused.messages))
    except PermissionDenied as refused:
        return _said(request, refused=str(refused), status=403)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
@throttled("week_stop", limit=120, per_seconds=3600)
def stop(request: HttpRequest, word: str) -> HttpResponse:
    """One press, by a mail program as well (RFC 8058): the signed word says that it may."""
    pk = links.read_stop(word)
    if pk is None:
        raise Http404
    person = User.objects.filter(pk=pk).first()
    done = request.method == "POST" and person is not None
    if done and person is not None:
        actions.want_no_mail(by=person)
    return render(request, "insights/week/stop.html", {"word": word, "done": done})


def _said(request: HttpRequest, *, done: str = "", refused: str = "", status: int = 200) -> HttpResponse:
    return render(request, "insights/week/done.html", {"done": done, "refused": refused}, status=status)


def _form_of(person: User) -> WishForm:
    wish = WeekWish.objects.filter(person=person).first()
    return WishForm(initial={"day": wish.day, "hour": wish.hour} if wish is not None else None)


def _page(request: SignedIn, form: WishForm, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "list": week_list(request.user),
        "form": form,
        "by_mail": WeekWish.objects.filter(person=request.user).exists(),
    }
    return render(request, "insights/week/week.html", context, status=status)
