"""The pictures in the arches."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from intranet.accounts.avatars import SIZES, path_of

_FOR_EVER = 365 * 24 * 3600


@require_safe
def avatar(request: HttpRequest, name: str, size: int) -> FileResponse:
    """Public, because bylines are: the random name is handed out only where its person may be seen.

    A new picture has a new name, so a browser may keep this one for ever.
    """
    if size not in SIZES:
        raise Http404
    try:
        file = default_storage.open(path_of(name, size), "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/webp")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    patch_cache_control(response, public=True, max_age=_FOR_EVER, immutable=True)
    return response
