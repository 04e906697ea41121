"""How the firm's provider is asked: its addresses are taken as they were configured, and its answers are bounded."""

from __future__ import annotations

import time
from typing import Any

import requests
from urllib3.exceptions import HTTPError

MOST_BYTES = 2**20
# For a whole answer, and for each step of it.
SECONDS = 10.0
STEP_SECONDS = 5.0
_BLOCK = 2**16


class AnswerRefused(requests.RequestException):
    """The provider answers with more than anybody needs to know, or for longer than anybody waits."""


class FirmSession(requests.Session):
    """A session that follows no redirects, and has read each answer to its end before anybody looks at it."""

    def request(self, method: Any, url: Any, *args: Any, **how: Any) -> requests.Response:
        deadline = time.monotonic() + SECONDS
        # Packed bytes could unpack to any number of them.
        how["headers"] = {**(how.get("headers") or {}), "Accept-Encoding": "identity"}
        how |= {"allow_redirects": False, "stream": True, "timeout": min(STEP_SECONDS, SECONDS)}
        with super().request(method, url, *args, **how) as answer:
            if answer.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
                raise AnswerRefused(f"{url} packs its answer in a way that was not asked for.")
            try:
                body = _read(answer, deadline)
            except HTTPError as error:
                raise AnswerRefused(f"{url} begins to answer and does not end: {error}") from error
            # Where requests keeps what it has read.
            answer._content = body
            answer._content_consumed = True
        return answer


def _read(answer: requests.Response, deadline: float) -> bytes:
    body = bytearray()
    while block := answer.raw.read1(_BLOCK, decode_content=False):
        body += block
        if len(body) > MOST_BYTES:
            raise AnswerRefused(f"{answer.url} answers with more than {MOST_BYTES} bytes.")
        if time.monotonic() > deadline:
            raise AnswerRefused(f"{answer.url} takes more than {SECONDS:.0f} seconds to answer.")
    return bytes(body)
