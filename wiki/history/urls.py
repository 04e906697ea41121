from django.urls import path

from . import atom, changing_views, views, watching_views

_VERSION = "wiki/<int:page_id>/versions/<int:number>"
urlpatterns = [
    path("wiki/changes/", watching_views.changes, name="changes"),
    path("wiki/changes.atom", atom.changes, name="changes-atom"),
    path("wiki/in/<slug:slug>/changes/", watching_views.changes_in, name="changes-in"),
    path("wiki/in/<slug:slug>/watch/", watching_views.watch_space, name="watch-space"),
    path("wiki/watched/", watching_views.watched, name="watched"),
    path("wiki/<int:page_id>/watch/", watching_views.watch, name="watch"),
    path("wiki/<int:page_id>/history/", views.history, name="history"),
    path("wiki/<int:page_id>/compare/", views.pair, name="compare-pair"),
    path("wiki/<int:page_id>/compare/<int:older>/<int:newer>/", views.comparison, name="compare"),
    path("wiki/<int:page_id>/authors/", views.authors, name="authors"),
    path(f"{_VERSION}/", views.version, name="version"),
    path(f"{_VERSION}.md", views.source, name="version-source"),
    path(f"{_VERSION}/restore/", changing_views.restore, name="version-restore"),
    path(f"{_VERSION}/note/", changing_views.note, name="version-note"),
    path(f"{_VERSION}/withdraw/", changing_views.withdraw, name="version-withdraw"),
]
