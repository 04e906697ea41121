from django.urls import path

from chat import search_views
from chat.hearing import views as wishes_views

urlpatterns = [
    path("chat/<int:room_id>/search/", search_views.search_room, name="search"),
    path("settings/chat/", wishes_views.wishes, name="wishes"),
    path("settings/chat/words/", wishes_views.add_word, name="add-word"),
    path("settings/chat/words/<int:word_id>/drop/", wishes_views.drop_word, name="drop-word"),
    path("chat/<int:room_id>/hear/", wishes_views.hear, name="hear"),
]
