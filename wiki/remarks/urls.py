"""Addresses of comments about passages."""

from django.urls import path

from . import views

urlpatterns = [
    path("wiki/<int:page_id>/remarks/", views.remarks, name="remarks"),
    path("wiki/remarks/<int:comment_id>/resolve/", views.resolve, name="remark-resolve"),
]
