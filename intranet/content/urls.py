from __future__ import annotations

from django.urls import path

from . import (
    credit_views,
    place_views,
    preview_views,
    series_views,
    stance_views,
    storage_views,
    timing_views,
    views,
)
from .files import views as file_views

app_name = "content"
urlpatterns = [
    path("entries/cards/", views.reference_cards, name="reference-cards"),
    path("entries/<int:entry_id>/", views.entry, name="entry"),
    path("entries/<int:entry_id>/menu/", views.menu, name="menu"),
    path("entries/<int:entry_id>/referring/", views.referring, name="referring"),
    path("entries/<int:entry_id>/history/", views.history, name="history"),
    path("entries/<int:entry_id>/history/<int:older>/<int:newer>/", views.diff, name="diff"),
    path("entries/<int:entry_id>/delete/", views.delete, name="delete"),
    path("entries/<int:entry_id>/undelete/", views.undelete, name="undelete"),
    path("entries/<int:entry_id>/lock/", views.lock, name="lock"),
    path("entries/<int:entry_id>/move/", place_views.move, name="move"),
    path("entries/<int:entry_id>/places/", place_views.place, name="place"),
    path("entries/<int:entry_id>/places/<int:space_id>/remove/", place_views.unplace, name="unplace"),
    path("entries/<int:entry_id>/pin/", place_views.pin, name="pin"),
    path("entries/<int:entry_id>/unpin/", place_views.unpin, name="unpin"),
    path("entries/<int:entry_id>/pin/up/", place_views.move_pin, name="move-pin"),
    path("entries/<int:entry_id>/time/", timing_views.change_time, name="time"),
    path("entries/<int:entry_id>/publish/", timing_views.publish_now, name="publish"),
    path("entries/<int:entry_id>/take-back/", timing_views.take_back, name="take-back"),
    path("entries/<int:entry_id>/series/", series_views.put, name="put-into-series"),
    path("scheduled/", timing_views.scheduled, name="scheduled"),
    path("series/", series_views.all_series, name="all-series"),
    path("series/<int:series_id>/", series_views.series, name="series"),
    path("series/<int:series_id>/change/", series_views.change, name="change-series"),
    path("files/", file_views.upload, name="upload"),
    path("files/<uuid:pk>/description/", file_views.change_description, name="describe-file"),
    path("files/<uuid:pk>/discard/", file_views.throw_away, name="discard-file"),
    path("files/<uuid:pk>/<str:name>", file_views.download, name="file"),
    path("stances/", stance_views.stance, name="stance"),
    path("settings/following/", stance_views.following, name="following"),
    path("settings/muted/", stance_views.kept_away, name="kept-away"),
    path("settings/credits/", credit_views.credits_of_mine, name="credits"),
    path("entries/<int:entry_id>/credit/", credit_views.withdraw, name="withdraw-credit"),
    path("settings/storage/", storage_views.storage, name="storage"),
    path("settings/storage/<uuid:pk>/delete/", storage_views.throw_away, name="throw-away-file"),
    path("preview/", preview_views.preview, name="preview"),
    path("tags/", views.tags, name="tags"),
    path("tags/suggest/", views.suggest_tags, name="suggest-tags"),
    path("tags/<str:slug>/", views.tag, name="tag"),
]
