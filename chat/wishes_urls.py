from django.urls import path

from . import wishes_views

urlpatterns = [
    path("settings/chat/", wishes_views.wishes, name="wishes"),
    path("settings/chat/words/", wishes_views.add_word, name="add-word"),
    path("settings/chat/words/<int:word_id>/drop/", wishes_views.drop_word, name="drop-word"),
    path("chat/<int:room_id>/hear/", wishes_views.hear, name="hear"),
]
