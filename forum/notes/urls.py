from django.urls import path

from . import views

urlpatterns = [
    path("community/entries/<int:entry_id>/notes/", views.notes, name="notes"),
    path("community/notes/<int:note_id>/", views.note, name="note"),
    path("community/notes/<int:note_id>/edit/", views.edit, name="edit-note"),
]
