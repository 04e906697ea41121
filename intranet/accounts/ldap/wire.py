"""The wire to the directory. The only module that loads python-ldap, which may be missing where nobody uses it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings

log = logging.getLogger(__name__)

_SECONDS = 5


class NotLetIn(Exception):
    """The directory does not take this name with this password."""


class DoesNotAnswer(Exception):
    """The directory cannot be reached, takes too long, or says what nobody understands."""


@dataclass(frozen=True)
class Entry:
    dn: str
    attributes: dict[str, list[bytes]]


class Wire(Protocol):
    def bind(self, dn: str, password: str) -> None:
        """Raises ``NotLetIn``."""

    def search(self, base: str, written: str, attributes: list[str], *, most: int) -> list[Entry]:
        """The entries below ``base``; more than ``most`` of them are an error of the directory."""


@contextmanager
def connected() -> Iterator[Wire]:
    """A connection of its own: who binds on it leaves nothing behind for the next."""
    import ldap  # noqa: PLC0415 - may be missing

    try:
        connection = _opened(ldap)
        try:
            yield _Spoken(ldap, connection)
        finally:
            connection.unbind_s()
    except ldap.LDAPError as error:
        raise DoesNotAnswer(f"{type(error).__name__}: {error}") from error


def _opened(ldap: Any) -> Any:
    connection = ldap.initialize(settings.LDAP_URL)
    connection.set_option(ldap.OPT_PROTOCOL_VERSION, ldap.VERSION3)
    # Nobody but the operator says which server hears a password.
    connection.set_option(ldap.OPT_REFERRALS, 0)
    connection.set_option(ldap.OPT_NETWORK_TIMEOUT, _SECONDS)
    connection.set_option(ldap.OPT_TIMEOUT, _SECONDS)
    connection.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_DEMAND)
    if settings.LDAP_CA_BUNDLE:
        connection.set_option(ldap.OPT_X_TLS_CACERTFILE, settings.LDAP_CA_BUNDLE)
    connection.set_option(ldap.OPT_X_TLS_NEWCTX, 0)
    if settings.LDAP_START_TLS:
        connection.start_tls_s()
    return connection


class _Spoken:
    def __init__(self, ldap: Any, connection: Any) -> None:
        self.ldap, self.connection = ldap, connection

    def bind(self, dn: str, password: str) -> None:
        ldap = self.ldap
        refusals = (
            ldap.INVALID_CREDENTIALS,
            ldap.INVALID_DN_SYNTAX,
            ldap.NO_SUCH_OBJECT,
            ldap.INAPPROPRIATE_AUTH,
            ldap.UNWILLING_TO_PERFORM,
            ldap.CONSTRAINT_VIOLATION,
        )
        try:
            self.connection.simple_bind_s(dn, password)
        except refusals as error:
            raise NotLetIn(f"{type(error).__name__}") from error

    def search(self, base: str, written: str, attributes: list[str], *, most: int) -> list[Entry]:
        found = self.connection.search_ext_s(
            base, self.ldap.SCOPE_SUBTREE, written, attributes, timeout=_SECONDS, sizelimit=most
        )
        # Active Directory mixes in where one could ask further; those have no name.
        return [Entry(dn, attributes) for dn, attributes in found if dn]
