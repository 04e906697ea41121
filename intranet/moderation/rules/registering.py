"""What the rules take hold of."""

from __future__ import annotations


def register() -> None:
    from intranet.accounts import sign_up_guards  # noqa: PLC0415 - called in ready()
    from intranet.content import gates  # noqa: PLC0415 - as above
    from intranet.core import form_trap  # noqa: PLC0415 - as above

    from . import gate, signing_up, verbs  # noqa: PLC0415 - as above

    verbs.register()
    gates.register("rules", gate.ask_rules, order=40)
    gates.when_noticed(gate.report)
    sign_up_guards.register(signing_up.no_thrown_away_mail)
    form_trap.set_rule(signing_up.form_trap)
