from django.urls import path

from chat.rooms import member_views, sidebar_views
from chat.rooms import views as room_views

urlpatterns = [
    path("chat/rooms/", room_views.rooms, name="rooms"),
    path("chat/rooms/new/", room_views.room_new, name="room-new"),
    path("chat/direct/", room_views.direct_new, name="direct-new"),
    path("chat/sections/", sidebar_views.sections, name="sections"),
    path("chat/sections/<int:section_id>/", sidebar_views.section, name="section"),
    path("chat/<int:room_id>/menu/", room_views.menu, name="menu"),
    path("chat/<int:room_id>/settings/", room_views.settings, name="settings"),
    path("chat/<int:room_id>/join/", room_views.join, name="join"),
    path("chat/<int:room_id>/leave/", room_views.leave, name="leave"),
    path("chat/<int:room_id>/archive/", room_views.archive, name="archive"),
    path("chat/<int:room_id>/call/", room_views.call, name="call"),
    path("chat/<int:room_id>/people/", member_views.people, name="people"),
    path("chat/<int:room_id>/people/add/", member_views.add, name="add"),
    path("chat/<int:room_id>/people/<slug:handle>/owner/", member_views.make_owner, name="make-owner"),
    path("chat/<int:room_id>/people/<slug:handle>/remove/", member_views.remove, name="remove"),
    path("chat/<int:room_id>/favourite/", sidebar_views.favourite, name="favourite"),
    path("chat/<int:room_id>/place/", sidebar_views.place, name="place"),
    path("chat/<int:room_id>/close/", sidebar_views.close, name="close"),
]
