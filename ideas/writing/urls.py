from django.urls import path

from . import views

urlpatterns = [
    path("ideas/new/", views.new, name="new"),
    path("ideas/new/go-on/", views.go_on, name="go-on"),
    path("ideas/similar/", views.similar, name="similar"),
    path("ideas/<int:idea_id>/similar/", views.beside, name="similar-to"),
    path("ideas/<int:idea_id>/edit/", views.edit, name="edit"),
]
