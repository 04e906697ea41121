"""What people and programs read when something is refused, missing or broken.

A page in words for browsers, a short notice for htmx, problem+json (RFC 9457) for the API and for scripts that ask
for JSON. A refusal shows its own sentence; "not there" and "not for you" are the same page to the byte.
"""

from __future__ import annotations

import json
import logging
import sys
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from . import database_away, disk_space, old_addresses
from .decisions import TooMany
from .http import wants_json, wants_part
from .navigation import is_on_the_street

log = logging.getLogger(__name__)
# Never echoed back, whatever form they were typed into.
_SECRET_NAMES = ("password", "secret")


class Gone(Http404):
    """Raise it where everybody could read something that has been taken away: 410, with its sentence. Whatever a
    guest never saw is not there, like what never was."""


def problem(status: int, detail: str, **more: Any) -> JsonResponse:
    """A refusal for programs: ``detail`` is the sentence a person may be shown."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where the request was too large. Rendered without the request: its host may be what is wrong."""
    if isinstance(exception, RequestDataTooBig):
        return _answer_bare(request, 413, _("That is more than the server takes at once. Send less, or smaller files."))
    sentence = str(exception) if isinstance(exception, BadRequest) and exception.args else ""
    return _answer_bare(request, 400, sentence or _("The server could not make sense of this request."))


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the refusal's sentence, or 429 when waiting would help."""
    sentence = str(exception.args[0]) if exception.args else _("You may not do this.")
    if isinstance(exception, TooMany):
        response = _answer(request, 429, sentence, retry_after=exception.retry_after)
        response["Retry-After"] = str(exception.retry_after)
        return response
    return _answer(request, 403, sentence)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; 410 for what is ``Gone``; or the way to where it stands now, for addresses of the site before this one."""
    if isinstance(exception, Gone):
        return _answer(request, 410, str(exception.args[0]))
    if moved := old_addresses.answer(request):
        return moved
    return _answer(request, 404, _("There is nothing here, or it is not shared with you."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 where the database is away for a moment, 507 where the disk was full. Asks neither the database nor the
    context processors: one of them may be what failed."""
    broke = sys.exc_info()[1]
    if disk_space.is_full_disk(broke):
        disk_space.say_full()
        return _answer_bare(request, 507, _("The disk is full, so this was not kept. Everything can be read."))
    if database_away.is_away(broke):
        sentence = _(
            "The database does not answer at this moment. Nothing of this was kept; try again in a few seconds."
        )
        response = _answer_bare(request, 503, sentence)
        response["Retry-After"] = str(database_away.COME_BACK_SECONDS)
        return response
    return _answer_bare(request, 500, _("Something broke on our side. It has been written down; try again soon."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose guard token no longer fits, most often because the person signed in again in another tab.

    What was typed is shown and can be sent again with one press, but only when the browser says that the form was
    ours: for a foreign page's form such an offer would be the very hole that the token closes.
    """
    sentence = _("This page was open for too long, or you signed in again elsewhere, so we did not accept the form.")
    return refuse_and_keep(request, sentence, code="csrf")


def refuse_and_keep(
    request: HttpRequest, sentence: str, *, code: str, first: str = "", status: int = 403
) -> HttpResponse:
    """Refuse what was sent without losing it. ``first`` is the page to visit before sending it again."""
    if wants_json(request):
        return problem(status, sentence, code=code)
    if wants_part(request):
        return _notice(status, sentence)
    context: dict[str, Any] = {"status": status, "title": _title(status), "sentence": sentence, "first": first}
    if _sent_by_our_own_page(request):
        context["retry"] = {
            "action": request.get_full_path(),
            "fields": _typed_into(request),
            "files": [file.name for file in _files_in(request)],
        }
    response = render(request, "errors/form.html", context, status=status)
    add_never_cache_headers(response)
    return response


def _answer(request: HttpRequest, status: int, sentence: str, **more: Any) -> HttpResponse:
    if wants_json(request):
        return problem(status, sentence, **more)
    if wants_part(request):
        return _notice(status, sentence)
    context = {"status": status, "title": _title(status), "sentence": sentence}
    is_lost = status in (404, 410) and is_on_the_street(request)
    return render(request, "errors/street.html" if is_lost else "errors/page.html", context, status=status)


def _notice(status: int, sentence: str) -> HttpResponse:
    # htmx does not swap an error in; the event tells the page's script to show the sentence.
    html = render_to_string("errors/_notice.html", {"sentence": sentence})
    return HttpResponse(
        html, status=status, headers={"HX-Trigger": json.dumps({"portico:refused": {"text": sentence}})}
    )


def _answer_bare(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    if wants_json(request):
        return problem(status, sentence)
    try:
        context = {"status": status, "title": _title(status), "sentence": sentence}
        html = render_to_string("errors/bare.html", context)
    except Exception:  # the answer to an error must not need working templates
        log.exception("errors/bare.html cannot be rendered")
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(html, status=status)


def _title(status: int) -> str:
    match status:
        case 403:
            return _("Not allowed")
        case 404:
            return _("Not found")
        case 410:
            return _("Taken away")
        case 413:
            return _("Too large")
        case 429:
            return _("Too quick")
        case 500:
            return _("Our mistake")
        case 503:
            return _("Not at this moment")
        case 507:
            return _("Only to be read")
        case _:
            return _("Not understood")


def _sent_by_our_own_page(request: HttpRequest) -> bool:
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        parts = urlsplit(source)
    except ValueError:
        return False
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin == f"{request.scheme}://{request.get_host()}" or origin in settings.CSRF_TRUSTED_ORIGINS


def _typed_into(request: HttpRequest) -> list[dict[str, Any]]:
    try:
        lists = list(request.POST.lists())
    except (UnreadablePostError, MultiPartParserError, RequestDataTooBig):
        return []
    return [
        {"name": name, "value": value, "long": "\n" in value or len(value) > 60}
        for name, values in lists
        if name != "csrfmiddlewaretoken" and not any(word in name.lower() for word in _SECRET_NAMES)
        for value in values
    ]


def _files_in(request: HttpRequest) -> list[Any]:
    try:
        return [file for _name, files in request.FILES.lists() for file in files]
    except (UnreadablePostError, MultiPartParserError, RequestDataTooBig):
        return []
