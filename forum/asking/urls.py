from django.urls import path

from . import answering_views, similar_views, views

urlpatterns = [
    path("community/ask/", views.ask, name="ask"),
    path("community/ask/similar/", similar_views.similar, name="similar"),
    path("community/<int:topic_id>/similar/", similar_views.beside, name="similar-to"),
    path("community/ask/told/", similar_views.told, name="told"),
    path("community/go-on/<str:name>/", views.go_on, name="go-on"),
    path("community/<int:topic_id>/edit/", views.edit, name="edit"),
    path("community/<int:topic_id>/answer/", answering_views.answer, name="answer-page"),
]
