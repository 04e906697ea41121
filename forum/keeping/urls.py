from django.urls import path

from . import closing_views, refiling_views, views

urlpatterns = [
    path("community/<int:topic_id>/move/", views.move, name="move"),
    path("community/<int:topic_id>/split/", views.split, name="split"),
    path("community/<int:topic_id>/merge/", views.merge, name="merge"),
    path("community/merges/<int:merge_id>/undo/", views.unmerge, name="unmerge"),
    path("community/<int:topic_id>/close/", closing_views.close, name="close"),
    path("community/<int:topic_id>/open/", closing_views.reopen, name="open"),
    path("community/<int:topic_id>/pin/", closing_views.pin, name="pin"),
    path("community/<int:topic_id>/unpin/", closing_views.unpin, name="unpin"),
    path("community/<int:topic_id>/unlist/", closing_views.unlist, name="unlist"),
    path("community/<int:topic_id>/filing/", refiling_views.refile, name="refile"),
    path("community/<int:topic_id>/filing/<int:number>/back/", refiling_views.put_back, name="filing-back"),
    path("community/<int:topic_id>/duplicate/", closing_views.duplicate, name="duplicate"),
]
