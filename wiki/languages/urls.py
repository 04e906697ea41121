from django.urls import path

from . import views

urlpatterns = [
    path("wiki/in/<slug:slug>/languages/", views.outdated, name="outdated-translations"),
    path("wiki/<int:page_id>/languages/", views.languages, name="languages"),
    path("wiki/<int:page_id>/languages/new/", views.translate, name="translate"),
    path("wiki/<int:page_id>/languages/link/", views.link, name="link-translation"),
    path("wiki/<int:page_id>/languages/unlink/", views.unlink, name="unlink-translation"),
    path("wiki/<int:page_id>/languages/this/", views.language, name="language"),
    path("wiki/<int:page_id>/languages/since/", views.since, name="changed-since"),
    path("wiki/<int:page_id>/languages/current/", views.current, name="mark-current"),
]
