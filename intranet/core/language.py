"""The language of who has told us none: what the browser asks for, among those the firm offers."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from .models import SiteSettings

# For machines, which ask often and need no words; the first must answer without asking anything itself.
WORDLESS = frozenset({"/healthz", "/readyz"})


class SiteLanguageMiddleware(LocaleMiddleware):
    """Django's, except that the firm's settings have a say. Signed-in people have their own, set later."""

    def process_request(self, request: HttpRequest) -> None:
        language = settings.LANGUAGE_CODE if request.path_info in WORDLESS else language_for(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language


def language_for(request: HttpRequest) -> str:
    """The language chosen on this device, or the first that the browser asks for and the firm offers, or the firm's."""
    try:
        site = SiteSettings.current()
    except DatabaseError:  # errors must be told also while there is no database
        site = SiteSettings()
    asked_for = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    for wanted in (request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""), *(code for code, _weight in asked_for)):
        try:
            code = translation.get_supported_language_variant(wanted)
        except LookupError:
            continue
        if code in site.enabled_languages:
            return code
    return site.default_language
