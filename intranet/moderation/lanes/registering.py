"""What the lanes take hold of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from intranet.content import gates  # noqa: PLC0415 - called in ready()
    from intranet.moderation import care  # noqa: PLC0415 - as above

    from . import deciding, gate, policies, verbs  # noqa: PLC0415 - as above

    verbs.register()
    deciding.register()
    gates.register("lanes", gate.ask_lane, order=30)
    gates.when_held(gate.wait)
    gates.when_noticed(gate.look_after)
    gates.when_rewritten(gate.tell_again)
    gates.before_moving(gate.may_go)
    gates.before_new_words(gate.ask_new_words)
    care.register(care.Door(_("Calendar"), "moderation:calendar", policies.can_see_calendar, order=5))
