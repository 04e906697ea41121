"""Who may follow an audience's stream: whoever holds the audience."""

from __future__ import annotations

from intranet.accounts.models import User
from intranet.realtime.gates import gate

from .audiences import CUSTOMERS, ORG, PUBLIC, audiences_of


def register() -> None:
    for name in ("space", "company", "circle", "review"):
        gate(name)(_holder_of(name))
    for name in (PUBLIC, CUSTOMERS, ORG):
        gate(name, bare=True)(_holder_of(name))


def _holder_of(name: str):
    def may_follow(person: User, key: str) -> bool:
        return (f"{name}_{key}" if key else name) in audiences_of(person)

    return may_follow
