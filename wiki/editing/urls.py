from django.urls import path

from . import views

urlpatterns = [
    path("wiki/<int:page_id>/edit/", views.edit, name="edit"),
    path("wiki/<int:page_id>/title/", views.title, name="title"),
    path("wiki/<int:page_id>/save/", views.save, name="save"),
    path("wiki/<int:page_id>/publish/", views.publish, name="publish"),
    path("wiki/<int:page_id>/take-back/", views.take_back, name="take-back"),
    path("wiki/<int:page_id>/writers/", views.writers, name="writers"),
]
