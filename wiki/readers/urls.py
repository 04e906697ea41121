from django.urls import path

from . import publishing_views, views

urlpatterns = [
    path("wiki/<int:page_id>/rights/", views.rights, name="rights"),
    path("wiki/<int:page_id>/rights/readers/", views.reading, name="rights-reading"),
    path("wiki/<int:page_id>/rights/editors/", views.editing, name="rights-editing"),
    path("wiki/<int:page_id>/rights/proposers/", views.proposing, name="rights-proposing"),
    path("wiki/<int:page_id>/rights/robots/", views.robots, name="rights-robots"),
    path("wiki/<int:page_id>/lock/", views.lock, name="lock"),
    path("wiki/<int:page_id>/unpublished/", publishing_views.unpublished, name="unpublished"),
    path("wiki/<int:page_id>/seen-by/<slug:eyes>/", publishing_views.seen_as, name="seen-as"),
]
