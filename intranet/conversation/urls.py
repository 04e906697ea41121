from __future__ import annotations

from django.urls import path

from . import mention_views, views
from .polls import views as poll_views

app_name = "conversation"
urlpatterns = [
    path("entries/<int:entry_id>/comments/", views.comments, name="comments"),
    path("entries/<int:entry_id>/comments/write/", views.comment_form, name="comment-form"),
    path("entries/<int:entry_id>/reactions/", views.reactions, name="reactions"),
    path("entries/<int:entry_id>/reactions/<slug:sort>/", views.react, name="react"),
    path("entries/<int:entry_id>/watch/", views.watch, name="watch"),
    path("entries/<int:entry_id>/poll/", poll_views.poll, name="poll"),
    path("entries/<int:entry_id>/poll/voters/", poll_views.voters, name="poll-voters"),
    path("entries/<int:entry_id>/poll/results.csv", poll_views.results, name="poll-results"),
    path("entries/<int:entry_id>/poll/edit/", poll_views.edit, name="poll-edit"),
    path("entries/<int:entry_id>/poll/close/", poll_views.close, name="poll-close"),
    path("comments/<int:comment_id>/", views.comment, name="comment"),
    path("comments/<int:comment_id>/edit/", views.edit, name="edit"),
    path("mentions/", mention_views.mentions, name="mentions"),
    path("mentions/check/", mention_views.check, name="check-mentions"),
]
