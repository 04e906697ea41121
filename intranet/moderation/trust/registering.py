"""Where levels of trust meet the rest of the house."""

from __future__ import annotations


def register() -> None:
    from intranet.accounts import profile_sections  # noqa: PLC0415 - called in ready()

    from . import section, verbs  # noqa: PLC0415 - as above

    verbs.register()
    profile_sections.register(section.section_of)
