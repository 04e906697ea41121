"""What the house is told of kudos when it starts."""

from __future__ import annotations

from intranet.accounts import profile_sections
from intranet.content import kinds

from . import evidence, ties, verbs
from .kind import KUDOS
from .receiving import kudos_received


def register() -> None:
    verbs.register()
    evidence.register()
    ties.register()
    kinds.register(KUDOS)
    profile_sections.register(kudos_received)
