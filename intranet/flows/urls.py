from django.urls import include, path

from . import views
from .promoting import views as promoting

app_name = "flows"
urlpatterns = [
    path("", include("intranet.flows.setting_up.urls")),
    path("promote/", promoting.make_of, name="promote"),
    path("community/work/not-found/write/", views.write_for, name="write-for"),
    path("community/work/not-found/answered/", views.answer_words, name="answer-words"),
    path("community/<int:topic_id>/document/", views.document, name="document"),
    path("community/<int:topic_id>/link-page/", views.link_page, name="link-page"),
    path("community/<int:topic_id>/unlink-page/", views.unlink_page, name="unlink-page"),
]
