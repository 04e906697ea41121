from django.urls import path

from . import remark_views, views

urlpatterns = [
    path("community/<int:topic_id>/", views.by_number, name="topic-by-number"),
    path("community/<int:topic_id>-<slug:slug>/", views.topic, name="topic"),
    path("community/<int:topic_id>/read/", views.read, name="read"),
    path("community/<int:topic_id>/remarks/", remark_views.remarks, name="remarks"),
    path("community/<int:topic_id>/answers/", views.answer, name="answer"),
    path("community/answers/<int:answer_id>/", views.answer_part, name="answer-part"),
    path("community/answers/<int:answer_id>/edit/", views.edit_answer, name="answer-edit"),
    path("community/answers/<int:answer_id>/accept/", views.accept, name="accept"),
    path("community/<int:topic_id>/unaccept/", views.unaccept, name="unaccept"),
    path("community/entries/<int:entry_id>/vote/", views.vote, name="vote"),
]
