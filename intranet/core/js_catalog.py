"""The words of the scripts, in the reader's language, as one small script of our own origin.

No inline script may carry them (Content-Security-Policy), and a module that fetches them would make every other
module wait. So a classic, deferred script stands before the modules; its address carries a digest of its content.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation.trans_real import DjangoTranslation
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog

_FOR_EVER = 365 * 24 * 3600


class OurCatalog(JavaScriptCatalog):
    """Only what our own scripts say, not what the scripts of the admin say."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = translation.get_language() or settings.LANGUAGE_CODE
        self.translation = DjangoTranslation(
            language, domain=self.domain, localedirs=[str(path) for path in settings.LOCALE_PATHS]
        )
        return self.render_to_response(self.get_context_data(**kwargs))


@lru_cache(maxsize=8)
def _catalog(language: str) -> tuple[str, str]:
    """(digest, script). Catalogues are read once per process, as gettext does."""
    request = HttpRequest()
    request.method = "GET"
    with translation.override(language):
        script = OurCatalog().get(request).content.decode()
    return hashlib.sha256(script.encode()).hexdigest()[:12], script


def catalog_url(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    return f"{reverse('core:js-catalog', args=[language])}?v={_catalog(language)[0]}"


@require_safe
def js_catalog(request: HttpRequest, language: str) -> HttpResponse:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    digest, script = _catalog(language)
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    if request.GET.get("v") == digest:
        patch_cache_control(response, public=True, max_age=_FOR_EVER, immutable=True)
    else:
        patch_cache_control(response, public=True, no_cache=True)
    return response
