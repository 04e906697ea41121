from django.urls import path

from . import views

urlpatterns = [
    path("wiki/mine/", views.mine, name="mine"),
    path("wiki/<int:page_id>/owner/", views.owner, name="owner"),
    path("wiki/<int:page_id>/verify/", views.verify, name="verify"),
    path("wiki/<int:page_id>/helpful/", views.helpful, name="helpful"),
    path("wiki/<int:page_id>/opinions/", views.opinions, name="opinions"),
    path("wiki/<int:page_id>/opinions/<int:opinion_id>/settle/", views.settle, name="settle-opinion"),
]
