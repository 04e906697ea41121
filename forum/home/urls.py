from django.urls import path

from . import atom, views

urlpatterns = [
    path("community/", views.home, name="home"),
    path("community/in/<slug:slug>/", views.of_space, name="of-space"),
    path("community/feed.atom", atom.everything, name="atom"),
    path("community/tags/<str:slug>/feed.atom", atom.of_tag, name="tag-atom"),
    path("community/c/<slug:slug>/feed.atom", atom.of_category, name="category-atom"),
    path("community/read/", views.read_everything, name="read-everything"),
    path("community/tags/<str:slug>/", views.tag, name="tag"),
    path("community/c/<slug:slug>/", views.category, name="category"),
]
