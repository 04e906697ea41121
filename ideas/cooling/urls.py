from django.urls import path

from . import views

urlpatterns = [
    path("ideas/<int:idea_id>/revive/", views.revive, name="revive"),
]
