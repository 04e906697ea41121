"""The pictures in the arches."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from intranet.accounts.avatars import SIZES, path_of
from intranet.core.kept_pictures import picture_at


@require_safe
def avatar(request: HttpRequest, name: str, size: int) -> FileResponse:
    """Public, because bylines are: the random name is handed out only where its person may be seen."""
    if size not in SIZES:
        raise Http404
    return picture_at(path_of(name, size))
