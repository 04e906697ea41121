"""Send something to one address of another house, by the same guarded way out: no redirects, and a short answer."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpcore
from django.utils.translation import gettext as _

from .fetch import AGENT, FetchRefused, Limits, _Guarded, _parts_of


@dataclass(frozen=True)
class Answered:
    """Whatever was answered, a refusal included. ``body`` is cut where ``cut`` says so."""

    status: int
    mime: str
    body: bytes = field(repr=False)
    cut: bool = False
    # By name in lower case; the first of those that come twice.
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


def check_address(url: str, *, limits: Limits) -> None:
    """FetchRefused with a sentence for what is no plain address of the web. Asks no name server."""
    _parts_of(url, limits)


def send(url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits) -> Answered:
    """POST ``body`` and read the beginning of the answer. FetchRefused where there is none, or none in time; a
    redirect is an answer like any other and is not followed."""
    scheme, host, port, target = _parts_of(url, limits)
    deadline = time.monotonic() + limits.seconds
    usual = {"http": 80, "https": 443}[scheme]
    told = [
        (b"Host", (host if port == usual else f"{host}:{port}").encode()),
        (b"User-Agent", AGENT.encode()),
        (b"Accept", b"*/*"),
        (b"Accept-Encoding", b"identity"),
        (b"Connection", b"close"),
        (b"Content-Length", str(len(body)).encode()),
        *((name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()),
    ]
    asked = httpcore.URL(scheme=scheme.encode(), host=host.encode(), port=port, target=target.encode())
    backend = _Guarded(limits, deadline)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=limits.trust, network_backend=backend, retries=0) as pool,
            pool.stream("POST", asked, headers=told, content=body) as response,
        ):
            return _beginning_of(response, limits)
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise FetchRefused(_("It took too long to answer.")) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        raise FetchRefused(_("It could not be reached.")) from error


def _beginning_of(response: httpcore.Response, limits: Limits) -> Answered:
    headers: dict[str, str] = {}
    for name, value in response.headers:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    said, cut = bytearray(), False
    try:
        for block in response.iter_stream():
            said += block
            if len(said) > limits.most_bytes:
                cut = True
                break
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError):
        # The status is the answer; what was to follow it is for the log alone.
        cut = True
    return Answered(
        response.status, headers.get("content-type", "")[:100], bytes(said[: limits.most_bytes]), cut, headers
    )
