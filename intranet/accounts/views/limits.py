"""What allauth's limits answer: the same page as ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from intranet.core import errors
from intranet.core.decisions import TooMany

WAIT_SECONDS = 60


def too_many(request: HttpRequest) -> HttpResponse:
    sentence = _("That was more than we take at once. Try again in a minute.")
    return errors.forbidden(request, TooMany(sentence, WAIT_SECONDS))
