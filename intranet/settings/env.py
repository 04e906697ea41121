"""Reading the environment strictly: a value that makes no sense stops the start, with a sentence."""

from __future__ import annotations

import os
import re
from ipaddress import ip_address, ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that ``NAME_FILE`` names, or ``default``."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value in YES:
        return True
    if value in NO:
        return False
    raise ImproperlyConfigured(f"{name} must be one of 1, true, yes, on, 0, false, no, off; it is {value!r}.")


def number(name: str, default: int, *, least: int = 0) -> int:
    value = text(name, str(default))
    if not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name} must be a whole number of at least {least}; it is {value!r}.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list whose items are separated by commas or white space."""
    return text(name, default).replace(",", " ").split()


def networks(name: str) -> list[str]:
    """Addresses and networks, separated by commas or white space: 10.1.2.3, 10.1.2.0/24."""
    found = words(name)
    for one in found:
        try:
            ip_network(one, strict=False)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} lists addresses and networks; {one!r} is neither.") from error
    return found


def curve_key(name: str) -> str:
    """A private key as push services want them: 32 bytes in base64url, 43 letters."""
    value = text(name).rstrip("=")
    if value and not re.fullmatch(r"[A-Za-z0-9_-]{43}", value):
        raise ImproperlyConfigured(f"{name} must be 32 bytes in base64url, which are 43 letters.")
    return value


def lines(name: str, default: str = "") -> list[str]:
    """A list whose items are separated by commas and may have spaces in them: names of groups, say."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def choice(name: str, default: str, options: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in options:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(options)}; it is {value!r}.")
    return value


def mail_address(name: str) -> str:
    """One address, bare: reply@example.org. Its first half leaves room for what is hung on to it with a "+"."""
    value = text(name)
    local, at, domain = value.partition("@")
    if value and (not at or not local.isascii() or not 1 <= len(local) <= 16 or "+" in local or "." not in domain):
        raise ImproperlyConfigured(
            f"{name} must be one address such as reply@example.org, at most 16 letters before the @; it is {value!r}."
        )
    return value


def loopback(name: str) -> tuple[str, int] | None:
    """Where to listen for this machine alone: 127.0.0.1:8024 or [::1]:8024."""
    value = text(name)
    if not value:
        return None
    host, _colon, port = value.rpartition(":")
    host = host.strip("[]")
    try:
        is_ours = ip_address(host).is_loopback
    except ValueError:
        is_ours = False
    if not is_ours or not port.isdigit() or not 0 < int(port) < 65536:
        raise ImproperlyConfigured(f"{name} must be an address of this machine alone, 127.0.0.1:8024; it is {value!r}.")
    return host, int(port)
