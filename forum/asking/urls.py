from django.urls import path

from . import views

urlpatterns = [
    path("community/ask/", views.ask, name="ask"),
    path("community/<int:topic_id>/edit/", views.edit, name="edit"),
]
