from django.urls import include, path

from . import message_views, views

app_name = "chat"
urlpatterns = [
    path("", include("chat.bots.urls")),
    path("", include("chat.keeping.urls")),
    path("", include("chat.rooms.urls")),
    path("", include("chat.hearing.urls")),
    path("", include("chat.threads.urls")),
    path("chat/", views.home, name="home"),
    path("chat/sidebar/", views.sidebar_part, name="sidebar"),
    path("", include("chat.tools.urls")),
    path("chat/messages/<int:entry_id>/", views.message, name="message"),
    path("spaces/<slug:slug>/chat/", views.of_space, name="of-space"),
    path("chat/<int:room_id>/", views.room, name="room"),
    path("chat/<int:room_id>/messages/", message_views.messages, name="messages"),
    path("chat/<int:room_id>/read/", message_views.read, name="read"),
    path("chat/<int:room_id>/unread/", message_views.unread, name="unread"),
]
