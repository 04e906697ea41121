"""The product's addresses, with one door that does not open: what presses every button stays signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from intranet.urls import handler400, handler403, handler404, handler429, handler500

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]


def stay(request: HttpRequest) -> HttpResponse:
    return HttpResponse("You stay.")


urlpatterns = [path("accounts/logout/", stay), path("", include("intranet.urls"))]
