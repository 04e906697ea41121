"""What other programs send to the address of a bot. There is no session and no CSRF token: the address is the key."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from chat.actions.bots import find_bot, say_as_bot
from intranet.api.keys import client_id_of, key_from
from intranet.api.links import absolute
from intranet.core.errors import problem
from intranet.core.text import is_storable
from intranet.core.throttle import allow, requester

LARGEST = 64 * 1024
A_MINUTE = 60
# Of addresses that are none, from one place: nobody guesses 256 bits, but nobody needs to be let try.
MISSES_A_MINUTE = 30


class Senseless(Exception):
    """What was sent cannot be read."""


@csrf_exempt
@require_POST
@never_cache
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """Say ``text`` in the room, as the bot. Addresses that are none, or closed, or of an archived room: one 404."""
    bot = find_bot(token)
    if bot is None:
        waits = allow(f"hook-miss:{requester(request)}", limit=MISSES_A_MINUTE, per_seconds=60)
        return problem(404, _("There is no such address.")) if waits else _later(waits)
    if not (waits := allow(f"hook:{bot.pk}", limit=A_MINUTE, per_seconds=60)):
        return _later(waits)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST or len(request.body) > LARGEST:
        return problem(413, _("That is more than a bot may say at once."))
    try:
        said = _read(request)
        message = say_as_bot(bot, body=said["text"], client_id=_key(request, said))
    except Senseless as error:
        return problem(422, str(error))
    except ValidationError as error:
        return problem(422, " ".join(error.messages))
    except PermissionDenied:
        # The room was archived, or the bot deleted, since the address was looked up.
        return problem(404, _("There is no such address."))
    return JsonResponse({"id": message.pk, "seq": message.seq, "url": absolute(message.get_absolute_url())})


def _read(request: HttpRequest) -> dict[str, Any]:
    """JSON; or a form with ``payload`` (JSON) or ``text``, which is how older programs speak."""
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        said = _parsed(request.POST["payload"]) if "payload" in request.POST else request.POST.dict()
    else:
        said = _parsed(request.body)
    text = said.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Senseless(_("Send the words as “text”."))
    if not is_storable(text):
        raise Senseless(_("There are characters in it that are no text."))
    return said


def _parsed(text: str | bytes) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Senseless(_("This is no JSON.")) from error
    if not isinstance(said, dict):
        raise Senseless(_("Send the words as “text”."))
    return said


def _key(request: HttpRequest, said: dict[str, Any]) -> Any:
    given = said.get("client_id")
    if given is not None and not (isinstance(given, str) and is_storable(given)):
        raise Senseless(_("“client_id” is a text."))
    return client_id_of(request, key_from(given) if given else None)


def _later(waits: Any) -> HttpResponse:
    response = problem(429, waits.refusal)
    response["Retry-After"] = str(waits.retry_after)
    return response
