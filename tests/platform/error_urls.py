"""The house's addresses, and a few that go wrong on purpose."""

from __future__ import annotations

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.urls import path

from intranet.core.decisions import Decision, no, require
from intranet.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def refuse(request):
    require(no("Only members may write here. <b>Ask</b> to join."))


def refuse_silently(request):
    raise PermissionDenied


def hide(request):
    raise Http404("No Entry matches the given query: the secret vault")


def break_down(request):
    raise RuntimeError("the secret vault")


def misread(request):
    raise BadRequest("This cursor does not belong to this list.")


def suspect(request):
    raise SuspiciousOperation("the secret vault")


def overflow(request):
    raise RequestDataTooBig("Request body exceeded")


def hurry(request):
    require(Decision("That was more than we take at once.", retry_after=42))


def take(request):
    return HttpResponse("taken: " + request.POST.get("body", ""))


_WRONG = (refuse, refuse_silently, hide, break_down, misread, suspect, overflow, hurry, take)
urlpatterns = [
    *(path(f"wrong/{view.__name__}/", view) for view in _WRONG),
    *(path(f"api/wrong/{view.__name__}/", view) for view in _WRONG),
    *urlpatterns,
]
