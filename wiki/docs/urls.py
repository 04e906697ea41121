from django.urls import path

from . import atom, versions_views, views

urlpatterns = [
    path("docs/", views.home, name="docs"),
    path("wiki/<int:page_id>/versions-it-is-for/", versions_views.versions, name="versions-it-is-for"),
    path("docs/changes.atom", atom.changes, name="docs-atom"),
    path("docs/<int:page_id>/", views.by_number, name="docs-by-number"),
    path("docs/<int:page_id>-<slug:slug>/", views.page, name="docs-page"),
]
