"""Pictures of ours under random names: whoever has the name may see them, and may keep them for ever."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils.cache import patch_cache_control

_FOR_EVER = 365 * 24 * 3600


def picture_at(path: str) -> FileResponse:
    """The WebP at ``path`` in the storage, public and for ever, since another picture has another name; 404 without."""
    try:
        file = default_storage.open(path, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/webp")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    patch_cache_control(response, public=True, max_age=_FOR_EVER, immutable=True)
    return response
