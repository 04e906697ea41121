from django.urls import path

from . import views

urlpatterns = [
    path("spaces/<slug:slug>/settings/lanes/", views.lanes, name="lanes"),
    path("spaces/<slug:slug>/settings/lanes/<slug:reach>/", views.lane, name="lane"),
    path("moderation/calendar/", views.planned, name="calendar"),
]
