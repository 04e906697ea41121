from django.urls import path

from . import views

urlpatterns = [
    path("wiki/in/<slug:slug>/trash/", views.trash, name="trash"),
    path("wiki/<int:page_id>/trash/", views.trash_page, name="trash-page"),
    path("wiki/<int:page_id>/restore/", views.restore, name="restore"),
    path("wiki/<int:page_id>/erase/", views.erase, name="erase"),
]
