"""What the rules take hold of."""

from __future__ import annotations


def register() -> None:
    from intranet.content import gates  # noqa: PLC0415 - called in ready()

    from . import gate, verbs  # noqa: PLC0415 - as above

    verbs.register()
    gates.register("rules", gate.ask_rules, order=40)
    gates.when_noticed(gate.report)
