"""Addresses of what is done with messages."""

from __future__ import annotations

from django.urls import path

from chat.tools import edit_views, gallery_views, poll_views
from chat.tools import views as tools_views

urlpatterns = [
    path("chat/messages/<int:entry_id>/edit/", edit_views.edit, name="edit"),
    path("chat/messages/<int:entry_id>/pin/", tools_views.pin, name="pin"),
    path("chat/messages/<int:entry_id>/forward/", tools_views.forward, name="forward"),
    path("chat/quotes/<int:entry_id>/", tools_views.quote, name="quote"),
    path("chat/share/<int:entry_id>/", tools_views.share, name="share"),
    path("chat/<int:room_id>/pinned/", gallery_views.pinned_here, name="pinned"),
    path("chat/<int:room_id>/files/", gallery_views.files, name="files"),
    path("chat/<int:room_id>/poll/", poll_views.ask_in_room, name="poll-new"),
]
