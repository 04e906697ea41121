from django.urls import path

from . import views

urlpatterns = [
    path("ideas/<int:idea_id>/merge/", views.merge, name="merge"),
    path("ideas/merges/<int:merge_id>/undo/", views.unmerge, name="unmerge"),
    path("ideas/comments/<int:comment_id>/split/", views.split, name="split"),
    path("ideas/splits/<int:split_id>/undo/", views.unsplit, name="unsplit"),
]
