from django.urls import path

from . import views

urlpatterns = [
    path("community/", views.home, name="home"),
    path("community/in/<slug:slug>/", views.of_space, name="of-space"),
    path("community/c/<slug:slug>/", views.category, name="category"),
]
