from django.urls import path

from . import views

urlpatterns = [
    path("wiki/complete/", views.complete, name="complete"),
    path("wiki/find/", views.find, name="find"),
    path("wiki/<int:page_id>/files/", views.add_files, name="add-files"),
]
