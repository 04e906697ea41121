from django.urls import path

from . import views

urlpatterns = [
    path("broadcasts/<int:entry_id>/questions/", views.questions, name="broadcast-questions"),
    path("broadcasts/questions/<int:entry_id>/answer/", views.answer, name="broadcast-answer"),
    path("broadcasts/questions/<int:entry_id>/merge/", views.merge, name="broadcast-question-merge"),
    path("broadcasts/questions/<int:entry_id>/part/", views.part, name="broadcast-question-part"),
    path("broadcasts/questions/<int:entry_id>/vote/", views.vote, name="broadcast-question-vote"),
]
