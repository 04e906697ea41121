"""The pictures of link cards."""

from __future__ import annotations

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from .links.pictures import path_of

_NAME = re.compile(r"[0-9a-f]{32}")
_FOR_EVER = 365 * 24 * 3600


@require_safe
def link_picture(request: HttpRequest, name: str) -> FileResponse:
    """Open to whoever has the random name: it is a copy of a public picture, and only cards tell the name."""
    if not _NAME.fullmatch(name):
        raise Http404
    try:
        file = default_storage.open(path_of(name), "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/webp")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    patch_cache_control(response, public=True, max_age=_FOR_EVER, immutable=True)
    return response
