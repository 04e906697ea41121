"""Which addresses a webhook may have: public ones by https, and those of the house that the environment lists."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from intranet.core.fetching import FetchRefused, Limits, check_address, is_outside

SECONDS = 10.0
# Of an answer, so much is read and kept for the log.
MOST_OF_AN_ANSWER = 16 * 1024
_PORTS = frozenset({443, 8443})


def limits_for(url: str) -> Limits:
    """What sending to this address may reach. The resolved address decides: a name proves nothing."""
    return Limits(
        seconds=SECONDS,
        most_bytes=MOST_OF_AN_ANSWER,
        redirects=0,
        ports=frozenset(range(1, 65536)),
        allows=_allowed(url),
    )


def checked_url(url: str) -> str:
    """The address as it is kept. ValidationError with a sentence for what could never be sent to."""
    url = url.strip()
    try:
        check_address(url, limits=limits_for(url))
    except FetchRefused as refused:
        raise ValidationError({"url": str(refused)}) from refused
    parts = urlsplit(url)
    if not settings.WEBHOOK_PRIVATE_ADDRESSES:
        if parts.scheme != "https":
            raise ValidationError({"url": _("Use an address that starts with https://.")})
        if (parts.port or 443) not in _PORTS:
            raise ValidationError({"url": _("Use port 443 or 8443.")})
    return url


def _allowed(url: str) -> Callable[[str], bool]:
    try:
        parts = urlsplit(url)
        is_web = parts.scheme == "https" and (parts.port or 443) in _PORTS
    except ValueError:
        is_web = False
    listed = _networks(tuple(settings.WEBHOOK_PRIVATE_ADDRESSES))

    def allows(address: str) -> bool:
        return (is_web and is_outside(address)) or _is_in(address, listed)

    return allows


def _is_in(text: str, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return any(address in network for network in networks)


@lru_cache(maxsize=4)
def _networks(listed: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one, strict=False) for one in listed)
