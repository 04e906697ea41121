from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "intranet.content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from intranet.accounts import profile_sections, settings_pages
        from intranet.core import context
        from intranet.realtime.gates import gate
        from intranet.spaces import audiences, figures, hooks

        from . import (  # noqa: F401 - health registers its check
            bulk,
            doors,
            health,
            life_items,
            menu,
            personal_data,
            references,
            space_figures,
            stance_menu,
            texts,
            unknown_spaces,
            verbs,
        )
        from .actions import keep_within_reach
        from .holdings import register_holdings
        from .kinds import also_hydrate
        from .public_work import has_public_work
        from .reviews import holders_of, reviews_of
        from .streams import may_follow_entry

        verbs.register()
        doors.register()
        texts.on_text(references.keep_references)
        bulk.on_many_texts(references.keep_many_references)
        register_holdings()
        also_hydrate(unknown_spaces.leave_out)
        profile_sections.set_public_work(has_public_work)
        menu.register(life_items.items)
        figures.tells("content", space_figures.tell)
        audiences.provide("review", of=reviews_of, holders=holders_of)
        gate("entry")(may_follow_entry)
        hooks.on_visibility(keep_within_reach)
        menu.register(stance_menu.items)
        context.provide_rail(stance_menu.stances)
        settings_pages.register(_("Storage"), "content:storage", order=60)
        settings_pages.register(_("Credits"), "content:credits", order=58)
        settings_pages.register(_("Following"), "content:following", order=50)
        settings_pages.register(_("Muted and blocked"), "content:kept-away", order=55)
