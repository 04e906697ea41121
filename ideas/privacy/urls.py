from django.urls import path

from . import views

urlpatterns = [
    path("ideas/<int:idea_id>/open/ask/", views.ask, name="open-ask"),
    path("ideas/<int:idea_id>/open/", views.answer, name="open-answer"),
]
