from django.urls import path

from . import views

urlpatterns = [
    path("entries/<int:entry_id>/notes/", views.notes, name="notes"),
    path("notes/<int:note_id>/", views.note, name="note"),
    path("notes/<int:note_id>/edit/", views.edit, name="edit-note"),
]
