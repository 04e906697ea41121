"""Fetch one public address from a background job: nobody's cookies, a short time, few bytes, only ports of the web.

The name is resolved once; each address it has must be outside, and the connection goes to the address that was checked,
so a name cannot say one thing when asked and another when called. Each redirect is asked all of it again.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from socket import IPPROTO_TCP, gaierror, getaddrinfo
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
from django.utils.translation import gettext as _

from .addresses import is_outside

AGENT = "Portico-Fetcher/1.0"
_SCHEMES = {"http": 80, "https": 443}
_REDIRECTS = (301, 302, 303, 307, 308)


class FetchRefused(Exception):
    """This address is not fetched, or did not answer as it should. The message is a sentence."""


def _resolve(host: str, port: int) -> list[str]:
    try:
        found = getaddrinfo(host, port, proto=IPPROTO_TCP)
    except (gaierror, UnicodeError, ValueError, OSError) as error:
        raise FetchRefused(_("There is no such host.")) from error
    return list(dict.fromkeys(str(where[0]) for *_rest, where in found))


@dataclass(frozen=True)
class Limits:
    """What a fetch may reach and cost. Tests widen ``allows`` and ``ports``; the product never does."""

    seconds: float = 5.0
    most_bytes: int = 2**20
    redirects: int = 3
    ports: frozenset[int] = frozenset(_SCHEMES.values())
    allows: Callable[[str], bool] = is_outside
    resolve: Callable[[str, int], list[str]] = _resolve
    # For https: whom to believe. None: the machine's authorities.
    trust: ssl.SSLContext | None = None


@dataclass(frozen=True)
class Fetched:
    """``url`` is where the redirects ended. ``body`` may be cut short at ``most_bytes`` where ``cut`` says so."""

    url: str
    status: int
    mime: str
    charset: str
    body: bytes = field(repr=False)
    cut: bool = False


def fetch(url: str, *, takes: Iterable[str], limits: Limits = Limits(), cut: bool = False) -> Fetched:
    """GET ``url``. ``takes`` are the media types wanted ("text/html", "image/"), each a whole type or a beginning.

    With ``cut``, what is longer than the limit is cut; otherwise it is refused. FetchRefused with a sentence for
    whatever does not end in a 200 of a wanted type.
    """
    deadline = time.monotonic() + limits.seconds
    wanted = tuple(takes)
    for _turn in range(limits.redirects + 1):
        answer = _once(url, wanted, limits, deadline, cut=cut)
        if isinstance(answer, Fetched):
            return answer
        url = urljoin(url, answer)
    raise FetchRefused(_("This address leads on too often."))


def _once(url: str, wanted: tuple[str, ...], limits: Limits, deadline: float, *, cut: bool) -> Fetched | str:
    scheme, host, port, target = _parts_of(url, limits)
    backend = _Guarded(limits, deadline)
    headers = [
        (b"Host", (host if port == _SCHEMES[scheme] else f"{host}:{port}").encode()),
        (b"User-Agent", AGENT.encode()),
        (b"Accept", ", ".join(one + "*" if one.endswith("/") else one for one in wanted).encode()),
        # Packed bytes could unpack to any number of them.
        (b"Accept-Encoding", b"identity"),
        (b"Connection", b"close"),
    ]
    asked = httpcore.URL(scheme=scheme.encode(), host=host.encode(), port=port, target=target.encode())
    try:
        with (
            httpcore.ConnectionPool(ssl_context=limits.trust, network_backend=backend, retries=0) as pool,
            pool.stream("GET", asked, headers=headers) as response,
        ):
            return _read(url, response, wanted, limits, cut=cut)
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise FetchRefused(_("It took too long to answer.")) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        raise FetchRefused(_("It could not be reached.")) from error


def _parts_of(url: str, limits: Limits) -> tuple[str, str, int, str]:
    """Scheme, host in ASCII, port and target; a refusal for whatever is no plain web address."""
    if len(url) > 2000 or any(ord(letter) <= 32 or ord(letter) == 127 for letter in url) or "\\" in url:
        raise FetchRefused(_("This is no web address."))
    try:
        parts = urlsplit(url)
        port = parts.port or _SCHEMES.get(parts.scheme, 0)
    except ValueError as error:
        raise FetchRefused(_("This is no web address.")) from error
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise FetchRefused(_("Only addresses that start with http:// or https:// are fetched."))
    if parts.username is not None or parts.password is not None:
        raise FetchRefused(_("An address with a name or password in it is not fetched."))
    if port not in limits.ports:
        raise FetchRefused(_("Only the usual ports of the web are fetched from."))
    try:
        host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    except UnicodeError as error:
        raise FetchRefused(_("There is no such host.")) from error
    path = parts.path or "/"
    target = path + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, f"[{host}]" if ":" in host else host, port, _in_ascii(target)


def _in_ascii(target: str) -> str:
    return "".join(one if one.isascii() else "".join(f"%{byte:02X}" for byte in one.encode()) for one in target)


def _read(
    url: str, response: httpcore.Response, wanted: tuple[str, ...], limits: Limits, *, cut: bool
) -> Fetched | str:
    headers = {name.lower(): value.decode("latin-1") for name, value in response.headers}
    if response.status in _REDIRECTS and headers.get(b"location"):
        return headers[b"location"]
    if response.status != 200:
        raise FetchRefused(_("It answered with the number %(status)s.") % {"status": response.status})
    mime, _semicolon, rest = headers.get(b"content-type", "").partition(";")
    mime = mime.strip().lower()
    if not any(mime == one or (one.endswith("/") and mime.startswith(one)) for one in wanted):
        raise FetchRefused(_("It is of another kind than was looked for."))
    if headers.get(b"content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise FetchRefused(_("It is packed in a way that was not asked for."))
    body, more = bytearray(), False
    for block in response.iter_stream():
        body += block
        if len(body) > limits.most_bytes:
            if not cut:
                raise FetchRefused(_("It is too large."))
            more = True
            break
    charset = rest.lower().partition("charset=")[2].partition(";")[0].strip().strip("\"'")
    return Fetched(url, response.status, mime, charset[:40], bytes(body[: limits.most_bytes]), more)


class _Guarded(httpcore.NetworkBackend):
    """Connects only to addresses that were checked, and lets nothing last beyond the deadline."""

    def __init__(self, limits: Limits, deadline: float) -> None:
        self._limits, self._deadline = limits, deadline
        self._below = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._limits.resolve(host.strip("[]"), port)
        if not addresses or not all(map(self._limits.allows, addresses)):
            raise FetchRefused(_("This address is not on the public internet, so it is not fetched."))
        failed: Exception | None = None
        for address in addresses[:4]:
            try:
                return _Timed(self._below.connect_tcp(address, port, timeout=_left(self._deadline)), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed or httpcore.ConnectError()

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise FetchRefused(_("This is no web address."))

    def sleep(self, seconds: float) -> None:
        self._below.sleep(min(seconds, _left(self._deadline)))


class _Timed(httpcore.NetworkStream):
    """A connection on which each step has what is left of the whole time: one byte a second is too slow as well."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
