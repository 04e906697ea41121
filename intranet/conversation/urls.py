from __future__ import annotations

from django.urls import path

from . import kept_views, mention_views, picture_views, views
from .notes.urls import urlpatterns as of_notes
from .polls import views as poll_views
from .reminders import views as reminder_views

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
    path("link-pictures/<slug:name>.webp", picture_views.link_picture, name="link-picture"),
    path("entries/<int:entry_id>/bookmark/", kept_views.bookmark, name="bookmark"),
    path("saved/", kept_views.saved, name="saved"),
    path("drafts/", kept_views.all_drafts, name="drafts"),
    path("drafts/keep/", kept_views.keep_draft, name="keep-draft"),
    path("drafts/drop/", kept_views.drop_draft, name="drop-draft"),
    path("entries/<int:entry_id>/remind/", reminder_views.remind, name="remind"),
    path("reminders/", reminder_views.reminders, name="reminders"),
    path("reminders/new/", reminder_views.new, name="reminder-new"),
    path("reminders/<int:reminder_id>/", reminder_views.change, name="reminder"),
    path("reminders/<int:reminder_id>/delete/", reminder_views.delete, name="reminder-delete"),
    path("mentions/", mention_views.mentions, name="mentions"),
    path("mentions/check/", mention_views.check, name="check-mentions"),
    *of_notes,
]
