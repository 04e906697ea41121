"""Addresses of what is public, for readers of feeds; part of the feeds' own."""

from django.urls import path

from . import atom

urlpatterns = [
    path("feeds/public.atom", atom.of_the_house, name="atom"),
    path("feeds/spaces/<slug:slug>.atom", atom.of_a_space, name="space-atom"),
    path("feeds/tags/<str:slug>.atom", atom.of_a_tag, name="tag-atom"),
    path("feeds/people/<slug:handle>.atom", atom.of_an_author, name="author-atom"),
]
