from django.urls import path

from . import views

urlpatterns = [
    path("wiki/<int:page_id>/export/", views.export_page, name="export"),
    path("wiki/<int:page_id>/as/<str:form>/", views.page_as, name="page-as"),
    path("wiki/in/<slug:slug>/export/", views.export_space, name="export-space"),
    path("wiki/exports/<int:pk>/", views.export_file, name="export-file"),
    path("wiki/exports/<int:pk>/delete/", views.export_forget, name="export-forget"),
]
