from django.urls import path

from . import views

urlpatterns = [
    path("ideas/my-votes/", views.mine, name="my-votes"),
    path("ideas/<int:idea_id>/voices/", views.voices, name="voices"),
    path("ideas/<int:idea_id>/voices/<int:vote_id>/back/", views.take_back, name="voice-back"),
]
