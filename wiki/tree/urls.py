from django.urls import path

from . import views

urlpatterns = [
    path("wiki/in/<slug:slug>/tree/", views.tree, name="tree"),
    path("wiki/in/<slug:slug>/pages/", views.pages, name="pages"),
    path("wiki/<int:page_id>/tree/", views.tree_around, name="tree-around"),
    path("wiki/<int:page_id>/move/", views.move, name="move"),
]
