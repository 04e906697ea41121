"""Refusals of the API as problem+json (RFC 9457), each with a sentence."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as SchemaError

from intranet.content.actions import EditConflict
from intranet.core.decisions import TooMany
from intranet.core.errors import problem


def answer_in_problems(api: NinjaAPI) -> None:
    """Teach ``api`` to say every refusal the same way."""

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: Exception) -> HttpResponse:
        response = problem(401, _("Send a personal token: Authorization: Bearer …"))
        response["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(PermissionDenied)
    def refused(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        sentence = str(error.args[0]) if error.args else _("You may not do this.")
        if isinstance(error, TooMany):
            response = problem(429, sentence)
            response["Retry-After"] = str(error.retry_after)
            return response
        return problem(403, sentence)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(404, _("There is nothing here, or it is not shared with you."))

    @api.exception_handler(BadRequest)
    def senseless(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(400, str(error))

    @api.exception_handler(EditConflict)
    def conflict(request: HttpRequest, error: EditConflict) -> HttpResponse:
        now = {"title": error.entry.title, "body": error.entry.body, "revision": error.entry.revisions_count}
        return problem(409, " ".join(error.messages), current=now)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return problem(422, " ".join(error.messages))

    @api.exception_handler(SchemaError)
    def misshapen(request: HttpRequest, error: SchemaError) -> HttpResponse:
        return problem(422, _("Some of what was sent does not fit."), errors=[_short(one) for one in error.errors])

    @api.exception_handler(HttpError)
    def said(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, str(error))


def _short(error: dict[str, Any]) -> dict[str, Any]:
    return {"where": [str(place) for place in error["loc"]], "what": error["msg"]}
