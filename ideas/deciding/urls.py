from django.urls import path

from . import views

urlpatterns = [
    path("ideas/<int:idea_id>/status/", views.status, name="status"),
]
