"""The pictures of link cards."""

from __future__ import annotations

import re

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from intranet.core.kept_pictures import picture_at

from .links.pictures import path_of

_NAME = re.compile(r"[0-9a-f]{32}")


@require_safe
def link_picture(request: HttpRequest, name: str) -> FileResponse:
    """Open to whoever has the random name: it is a copy of a public picture, and only cards tell the name."""
    if not _NAME.fullmatch(name):
        raise Http404
    return picture_at(path_of(name))
