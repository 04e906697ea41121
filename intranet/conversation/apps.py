from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationConfig(AppConfig):
    name = "intranet.conversation"
    verbose_name = _("Conversation")

    def ready(self) -> None:
        from intranet.content import bulk, kinds, menu, texts

        from . import verbs
        from .following import follow_item
        from .kind import COMMENT
        from .polls import jobs, menu as poll_menu, showing as polls_shown, verbs as poll_verbs  # noqa: F401
        from .preview import attach_previews
        from .reactions import mark_mine
        from .watching import keep_many_mentions, keep_mentions, mentioned_in

        verbs.register()
        poll_verbs.register()
        polls_shown.register()
        kinds.register(COMMENT)
        kinds.also_hydrate(mark_mine)
        kinds.also_complete(attach_previews)
        kinds.also_concerns(mentioned_in)
        texts.on_text(keep_mentions)
        bulk.on_many_texts(keep_many_mentions)
        menu.register(follow_item)
        menu.register(poll_menu.poll_items)
