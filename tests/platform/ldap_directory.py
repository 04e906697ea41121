"""A directory that the tests play, in the place of python-ldap: entries, binds, filters as RFC 4515 writes them. So the
suite needs neither the library nor a server; what is not tried here is the library itself."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

BASE = "ou=people,dc=example,dc=com"
GROUPS = "ou=groups,dc=example,dc=com"


class LDAPError(Exception):
    pass


class Directory:
    def __init__(self) -> None:
        self.entries: dict[str, dict[str, list[bytes]]] = {}
        self.passwords: dict[str, str] = {}
        self.strangers_may_search = True
        # What was done, in order: what connected, which options, who bound, which filter was asked.
        self.done: list[tuple[Any, ...]] = []
        self.fails_with: Exception | None = None

    def person(self, uid: str, password: str, **attributes: Any) -> str:
        dn = f"uid={uid},{BASE}"
        told = {"objectClass": "person", "uid": uid, "entryUUID": f"uuid-of-{uid}", "cn": uid.title()} | attributes
        self.entries[dn] = {name: _bytes(values) for name, values in told.items()}
        self.passwords[dn] = password
        return dn

    def group(self, name: str, *members: str, below: str = GROUPS) -> None:
        self.entries[f"cn={name},{below}"] = {"cn": [name.encode()], "member": [dn.encode() for dn in members]}

    def as_module(self) -> ModuleType:
        """What ``import ldap`` gives."""
        module: Any = ModuleType("ldap")
        for number, name in enumerate(_OPTIONS):
            setattr(module, name, number)
        module.VERSION3 = 3
        module.LDAPError = LDAPError
        for name in _ERRORS:
            setattr(module, name, type(name, (LDAPError,), {}))

        def initialize(url: str) -> Connection:
            self.done.append(("connect", url))
            return Connection(self, module)

        module.initialize = initialize
        return module

    def asked(self, what: str) -> list[tuple[Any, ...]]:
        return [done[1:] for done in self.done if done[0] == what]


class Connection:
    def __init__(self, directory: Directory, module: Any) -> None:
        self.directory, self.module = directory, module
        self.who = ""

    def set_option(self, option: int, value: Any) -> None:
        self.directory.done.append(("option", _OPTIONS[option], value))

    def start_tls_s(self) -> None:
        self.directory.done.append(("start tls",))

    def unbind_s(self) -> None:
        self.directory.done.append(("unbind",))

    def simple_bind_s(self, dn: str, password: str) -> None:
        self.directory.done.append(("bind", dn, password))
        if self.directory.fails_with:
            raise self.directory.fails_with
        if not password:
            # As real ones do: without a password everybody is let in, as nobody.
            self.who = ""
            return
        if self.directory.passwords.get(dn) != password:
            raise self.module.INVALID_CREDENTIALS
        self.who = dn

    def search_ext_s(
        self, base: str, scope: int, written: str, attributes: list[str], *, timeout: int, sizelimit: int
    ) -> list[tuple[str | None, dict[str, list[bytes]]]]:
        self.directory.done.append(("search", base, written, self.who))
        if self.directory.fails_with:
            raise self.directory.fails_with
        if not self.who and not self.directory.strangers_may_search:
            raise self.module.INSUFFICIENT_ACCESS
        fits, rest = _filter(written)
        assert rest == "", f"not a filter: {written}"
        found = [
            (dn, {name: values for name, values in entry.items() if name in attributes})
            for dn, entry in self.directory.entries.items()
            if dn.endswith(base) and fits(entry)
        ]
        if len(found) > sizelimit:
            raise self.module.SIZELIMIT_EXCEEDED
        return [*found, (None, {"ref": [b"ldap://elsewhere"]})]


_OPTIONS = [
    "OPT_PROTOCOL_VERSION",
    "OPT_REFERRALS",
    "OPT_NETWORK_TIMEOUT",
    "OPT_TIMEOUT",
    "OPT_X_TLS_REQUIRE_CERT",
    "OPT_X_TLS_DEMAND",
    "OPT_X_TLS_CACERTFILE",
    "OPT_X_TLS_NEWCTX",
    "SCOPE_SUBTREE",
]
_ERRORS = [
    "INVALID_CREDENTIALS",
    "INVALID_DN_SYNTAX",
    "NO_SUCH_OBJECT",
    "INAPPROPRIATE_AUTH",
    "UNWILLING_TO_PERFORM",
    "CONSTRAINT_VIOLATION",
    "INSUFFICIENT_ACCESS",
    "SIZELIMIT_EXCEEDED",
    "SERVER_DOWN",
    "TIMEOUT",
]


def _bytes(values: Any) -> list[bytes]:
    several = values if isinstance(values, list) else [values]
    return [value if isinstance(value, bytes) else value.encode() for value in several]


def _filter(written: str) -> tuple[Any, str]:
    """What an entry has to be for the filter that ``written`` begins with, and what comes after it."""
    assert written.startswith("("), written
    inside = written[1:]
    if inside[0] in "&|":
        parts, rest = [], inside[1:]
        while rest.startswith("("):
            part, rest = _filter(rest)
            parts.append(part)
        together = all if inside[0] == "&" else any
        assert rest.startswith(")"), rest
        return (lambda entry: together(part(entry) for part in parts)), rest[1:]
    matched = re.match(r"([A-Za-z]+)=([^()]*)\)", inside)
    assert matched, written
    name, value = matched.groups()
    if "*" in value:
        pattern = re.compile(".*".join(re.escape(_plain(part)) for part in value.split("*")), re.IGNORECASE)
        return (lambda entry: any(pattern.fullmatch(v.decode()) for v in entry.get(name, []))), inside[matched.end() :]
    plain = _plain(value).lower()
    return (lambda entry: any(v.decode().lower() == plain for v in entry.get(name, []))), inside[matched.end() :]


def _plain(value: str) -> str:
    return re.sub(r"\\([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), value)
