from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationConfig(AppConfig):
    name = "intranet.conversation"
    verbose_name = _("Conversation")

    def ready(self) -> None:
        from intranet.accounts import hooks
        from intranet.content import bulk, kinds, menu, texts
        from intranet.content.files import untied
        from intranet.spaces import figures

        from . import doors, space_figures, verbs
        from .bookmarks import save_item
        from .drafts import done_with, files_in_drafts
        from .following import follow_item
        from .jobs import after_renaming
        from .kind import COMMENT
        from .links.keeping import attach_link_cards, keep_links
        from .polls import counting as polls_counted
        from .polls import jobs  # noqa: F401
        from .polls import menu as poll_menu
        from .polls import showing as polls_shown
        from .polls import verbs as poll_verbs
        from .preview import attach_previews
        from .reactions import mark_mine
        from .reminders import jobs as reminder_jobs  # noqa: F401
        from .reminders import verbs as reminder_verbs
        from .reminders.menu import remind_item
        from .watching import keep_many_mentions, keep_mentions, keep_team_mentions, mentioned_in, named_as_team

        verbs.register()
        hooks.on_rename(after_renaming)
        figures.tells("conversation", space_figures.tell)
        doors.register()
        poll_verbs.register()
        reminder_verbs.register()
        polls_shown.register()
        polls_counted.register()
        kinds.register(COMMENT)
        kinds.also_hydrate(mark_mine)
        kinds.also_hydrate(attach_link_cards)
        kinds.also_complete(attach_previews)
        kinds.also_concerns(mentioned_in)
        kinds.also_concerns(named_as_team)
        texts.on_text(keep_mentions)
        texts.on_text(keep_team_mentions)
        texts.on_text(keep_links)
        texts.on_sent(done_with)
        untied.also_wanted(files_in_drafts)
        bulk.on_many_texts(keep_many_mentions)
        menu.register(follow_item)
        menu.register(save_item)
        menu.register(remind_item)
        menu.register(poll_menu.poll_items)
