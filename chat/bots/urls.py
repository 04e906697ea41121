from django.urls import path

from chat.bots import hook_views
from chat.bots import views as bot_views
from chat.commands import views as command_views

urlpatterns = [
    path("hooks/rooms/<slug:token>/", hook_views.arrive, name="hook"),
    path("chat/<int:room_id>/commands/", command_views.commands, name="commands"),
    path("chat/<int:room_id>/bots/", bot_views.bots, name="bots"),
    path("chat/<int:room_id>/bots/new/", bot_views.bot_new, name="bot-new"),
    path("chat/<int:room_id>/bots/<int:bot_id>/", bot_views.bot, name="bot"),
    path("chat/<int:room_id>/bots/<int:bot_id>/secret/", bot_views.bot_secret, name="bot-secret"),
    path("chat/<int:room_id>/bots/<int:bot_id>/do/", bot_views.bot_do, name="bot-do"),
    path("chat/<int:room_id>/bots/<int:bot_id>/away/", bot_views.bot_away, name="bot-away"),
]
