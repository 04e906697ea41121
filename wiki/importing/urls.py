from django.urls import path

from . import views

urlpatterns = [
    path("wiki/in/<slug:slug>/import/", views.import_files, name="import-files"),
    path("wiki/imports/<int:pk>/", views.one_import, name="import"),
    path("wiki/imports/<int:pk>/begin/", views.begin_import, name="import-begin"),
    path("wiki/imports/<int:pk>/stop/", views.stop_import, name="import-stop"),
]
