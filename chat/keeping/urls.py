from django.urls import path

from chat.keeping import views

urlpatterns = [
    path("chat/<int:room_id>/keeping/", views.room_keeping, name="keeping"),
    path("chat/<int:room_id>/copies/", views.exports, name="exports"),
    path("chat/<int:room_id>/copies/new/", views.export, name="export"),
    path("chat/<int:room_id>/copies/<int:pk>/", views.export_file, name="export-file"),
    path("chat/<int:room_id>/copies/<int:pk>/delete/", views.export_forget, name="export-forget"),
]
