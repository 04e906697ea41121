"""The answer to a download, once it is known that the reader may have the file."""

from __future__ import annotations

import hashlib
import re
from typing import IO, Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
# Whatever a browser makes of it, it runs nothing, loads nothing and belongs to nobody.
_INERT = "default-src 'none'; sandbox"


def hand_out(
    request: HttpRequest, path: str, *, mime: str, name: str, shown: bool = False, kept: bool = True
) -> HttpResponseBase:
    """The bytes at ``path``. ``shown`` in the page, for what we encoded ourselves; otherwise saved under ``name``.

    ``kept``: the browser may keep it if it asks each time whether it still may; otherwise it forgets it.
    Call this only after the access check: from here on, conditional headers are answered.
    """
    etag = f'"{hashlib.sha256(path.encode()).hexdigest()[:24]}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "private, no-cache" if kept else "private, no-store",
        "Content-Security-Policy": _INERT,
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Accept-Ranges": "none" if shown else "bytes",
    }
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _with(headers, unchanged)
    try:
        file = default_storage.open(path, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    size = file.size
    wanted = None if shown else _range_in(request, size, etag)
    if wanted == (0, 0):
        file.close()
        return _with(headers | {"Content-Range": f"bytes */{size}"}, HttpResponse(status=416))
    body: Any = file
    if wanted:
        start, end = wanted
        body = Slice(file, start, end - start)
        headers |= {"Content-Range": f"bytes {start}-{end - 1}/{size}", "Content-Length": str(end - start)}
    response = FileResponse(body, as_attachment=not shown, filename=name, content_type=mime)
    response.status_code = 206 if wanted else 200
    return _with(headers, response)


class Slice:
    """A part of a file, to be read in blocks and once."""

    def __init__(self, file: IO[bytes], start: int, length: int) -> None:
        file.seek(start)
        self._file, self._left = file, length

    def read(self, most: int = -1) -> bytes:
        block = self._file.read(self._left if most < 0 else min(most, self._left))
        self._left -= len(block)
        return block

    def close(self) -> None:
        self._file.close()


def _range_in(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """The bytes asked for, from and up to; None for the whole file; (0, 0) for what is not there.

    Several ranges at once, or a range of another version, get the whole file, as the protocol allows.
    """
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if not found or request.headers.get("If-Range", etag) != etag or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        length = min(int(last), size)
        return (size - length, size) if length else (0, 0)
    start, end = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    return (start, end) if start < size else (0, 0)


def _with(headers: dict[str, str], response: HttpResponseBase) -> HttpResponseBase:
    for name, value in headers.items():
        response[name] = value
    return response
