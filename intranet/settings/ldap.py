"""A firm's directory that is asked over LDAP. Off unless ``LDAP_URL`` names it; needs the extra ``ldap``."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from . import env

LDAP_URL = env.text("LDAP_URL").rstrip("/")
LDAP_START_TLS = env.flag("LDAP_START_TLS")
# The certificates that the directory's is checked against; without it, those of the system.
LDAP_CA_BUNDLE = env.text("LDAP_CA_BUNDLE")
LDAP_BASE = env.text("LDAP_BASE")
LDAP_FILTER = env.text("LDAP_FILTER", "(&(objectClass=person)(uid={name}))")
# Who looks people up. Nobody: the directory lets itself be searched by strangers.
LDAP_BIND_DN = env.text("LDAP_BIND_DN")
LDAP_BIND_PASSWORD = env.text("LDAP_BIND_PASSWORD")
LDAP_SUBJECT_ATTRIBUTE = env.text("LDAP_SUBJECT_ATTRIBUTE", "entryUUID")
LDAP_EMAIL_ATTRIBUTE = env.text("LDAP_EMAIL_ATTRIBUTE", "mail")
LDAP_NAME_ATTRIBUTE = env.text("LDAP_NAME_ATTRIBUTE", "cn")
# Groups below it that have the person as a member become the claim "groups".
LDAP_GROUPS_BASE = env.text("LDAP_GROUPS_BASE")
LDAP_NAME = env.text("LDAP_NAME", "LDAP")

LDAP_ON = bool(LDAP_URL)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def _complain(sentence: str) -> None:
    raise ImproperlyConfigured(sentence)


if LDAP_ON:
    _address = urlsplit(LDAP_URL)
    if _address.scheme not in ("ldap", "ldaps") or not _address.hostname or _address.path or _address.query:
        _complain(f"LDAP_URL is {LDAP_URL!r}; it looks like ldaps://directory.example.org.")
    if _address.scheme == "ldap" and not LDAP_START_TLS and _address.hostname not in _LOOPBACK:
        _complain("LDAP_URL would send passwords in the clear: write ldaps://, or set LDAP_START_TLS=1.")
    if _address.scheme == "ldaps" and LDAP_START_TLS:
        _complain("LDAP_START_TLS is for ldap:// addresses; ldaps:// is encrypted from the start.")
    if not LDAP_BASE:
        _complain("LDAP_URL is set, so LDAP_BASE is needed too: below which name the people are.")
    if LDAP_FILTER.count("{name}") < 1 or not (LDAP_FILTER.startswith("(") and LDAP_FILTER.endswith(")")):
        _complain("LDAP_FILTER stands in brackets and has {name} where the typed name goes, such as (uid={name}).")
    if bool(LDAP_BIND_DN) != bool(LDAP_BIND_PASSWORD):
        _complain("LDAP_BIND_DN and LDAP_BIND_PASSWORD go together: set both or neither.")
