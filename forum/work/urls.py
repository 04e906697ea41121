from django.urls import path

from . import views

urlpatterns = [
    path("community/work/", views.work, name="work"),
    path("community/work/many/", views.many, name="work-many"),
    path("community/work/office/", views.office, name="office-hours"),
    path("community/<int:topic_id>/assign/", views.assign, name="assign"),
    path("community/<int:topic_id>/settle/", views.settle, name="settle"),
]
