from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "intranet.moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        from intranet.content import gates

        from . import appeals, care, doors, entry_cases, holding, join_cases, measures, streams, verbs
        from .lanes import registering as lanes
        from .rules import registering as rules
        from .trust import registering as trust

        verbs.register()
        doors.register()
        streams.register()
        entry_cases.register()
        join_cases.register()
        appeals.register()
        measures.register()
        care.register_own()
        gates.when_held(holding.lay_before_moderators)
        rules.register()
        trust.register()
        lanes.register()
