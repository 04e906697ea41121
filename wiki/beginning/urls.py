from django.urls import path

from . import views

urlpatterns = [
    path("wiki/in/<slug:slug>/new/", views.new, name="new"),
    path("wiki/in/<slug:slug>/templates/", views.templates, name="templates"),
    path("wiki/<int:page_id>/rename/", views.rename, name="rename"),
    path("wiki/<int:page_id>/copy/", views.copy, name="copy"),
    path("wiki/<int:page_id>/template/", views.template, name="template"),
]
