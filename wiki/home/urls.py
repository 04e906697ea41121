from django.urls import path

from . import views

urlpatterns = [
    path("wiki/", views.home, name="home"),
    path("wiki/in/<slug:slug>/", views.of_space, name="of-space"),
    path("wiki/in/<slug:slug>/start/", views.start, name="start"),
]
