from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChatConfig(AppConfig):
    name = "chat"
    verbose_name = _("Chat")

    def ready(self) -> None:
        from django.urls import reverse

        from chat.bots import views as bot_views
        from chat.hearing import registering as hearing
        from chat.keeping import places as keeping_places
        from chat.reading import menu as reading_menu
        from chat.rooms import head as room_tools
        from chat.rooms import menu as room_menu
        from chat.rooms import registering as room_pages
        from chat.rooms import ways
        from chat.threads.page import way_to_threads
        from chat.tools import quoting
        from chat.tools.registering import register as register_tools
        from intranet.content import kinds, menu
        from intranet.core import sheets
        from intranet.spaces import hooks
        from intranet.spaces.parts import Part
        from intranet.spaces.parts import register as register_part

        from . import audience, digest, half_written, verbs, views, voices
        from .actions.rooms import follow_belonging, follow_settings
        from .commands.builtin import register_all as register_commands
        from .kind import MESSAGE

        sheets.register("chat", "css/chat.css")
        audience.register()
        hearing.register()
        digest.register()
        keeping_places.register()
        quoting.register()
        verbs.register()
        voices.register()
        room_pages.register()
        kinds.register(MESSAGE)
        register_tools()
        register_commands()
        bot_views.register()
        register_part(
            Part(
                "chat",
                _("Chat"),
                "chat",
                url=lambda space: reverse("chat:of-space", args=[space.slug]),
                page=views.room_of_space,
                order=20,
                open_to=audience.has_room_for,
            )
        )
        room_menu.register(room_tools.tools_in_menu)
        half_written.register()
        ways.register(way_to_threads)
        menu.register(reading_menu.items)
        hooks.on_belonging(follow_belonging)
        hooks.on_settings(follow_settings)
