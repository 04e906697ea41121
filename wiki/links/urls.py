from django.urls import path

from . import views

urlpatterns = [
    path("wiki/in/<slug:slug>/links/", views.links_of_space, name="links"),
    path("wiki/<int:page_id>/backlinks/", views.backlinks, name="backlinks"),
]
