from django.urls import include, path

from . import views

app_name = "chat"
urlpatterns = [
    path("", include("chat.keeping_urls")),
    path("", include("chat.room_urls")),
    path("chat/messages/<int:entry_id>/", views.message, name="message"),
    path("spaces/<slug:slug>/chat/", views.of_space, name="of-space"),
    path("chat/<int:room_id>/", views.room, name="room"),
]
