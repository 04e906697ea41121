from __future__ import annotations

from django.urls import path

from . import mention_views, views

app_name = "conversation"
urlpatterns = [
    path("entries/<int:entry_id>/comments/", views.comments, name="comments"),
    path("entries/<int:entry_id>/comments/write/", views.comment_form, name="comment-form"),
    path("entries/<int:entry_id>/reactions/", views.reactions, name="reactions"),
    path("entries/<int:entry_id>/reactions/<slug:sort>/", views.react, name="react"),
    path("entries/<int:entry_id>/watch/", views.watch, name="watch"),
    path("comments/<int:comment_id>/", views.comment, name="comment"),
    path("comments/<int:comment_id>/edit/", views.edit, name="edit"),
    path("mentions/", mention_views.mentions, name="mentions"),
    path("mentions/check/", mention_views.check, name="check-mentions"),
]
