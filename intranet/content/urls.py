from __future__ import annotations

from django.urls import path

from . import views
from .files import views as file_views

app_name = "content"
urlpatterns = [
    path("entries/<int:entry_id>/", views.entry, name="entry"),
    path("entries/<int:entry_id>/menu/", views.menu, name="menu"),
    path("entries/<int:entry_id>/history/", views.history, name="history"),
    path("entries/<int:entry_id>/history/<int:older>/<int:newer>/", views.diff, name="diff"),
    path("entries/<int:entry_id>/delete/", views.delete, name="delete"),
    path("entries/<int:entry_id>/undelete/", views.undelete, name="undelete"),
    path("entries/<int:entry_id>/lock/", views.lock, name="lock"),
    path("files/", file_views.upload, name="upload"),
    path("files/<uuid:pk>/description/", file_views.change_description, name="describe-file"),
    path("files/<uuid:pk>/discard/", file_views.throw_away, name="discard-file"),
    path("files/<uuid:pk>/<str:name>", file_views.download, name="file"),
    path("tags/", views.tags, name="tags"),
    path("tags/suggest/", views.suggest_tags, name="suggest-tags"),
    path("tags/<str:slug>/", views.tag, name="tag"),
]
