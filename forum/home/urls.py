from django.urls import path

from . import views

urlpatterns = [
    path("community/", views.home, name="home"),
    path("community/in/<slug:slug>/", views.of_space, name="of-space"),
    path("community/read/", views.read_everything, name="read-everything"),
    path("community/tags/<str:slug>/", views.tag, name="tag"),
    path("community/c/<slug:slug>/", views.category, name="category"),
]
