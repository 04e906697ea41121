from django.urls import path

from . import views

urlpatterns = [
    path("community/work/undocumented/", views.undocumented, name="undocumented"),
    path("community/work/not-found/", views.not_found, name="not-found"),
    path("community/work/unhelpful/", views.unhelpful, name="unhelpful"),
    path("community/work/repeated/", views.repeated, name="repeated"),
    path("community/work/leave-out/", views.leave_out, name="leave-out"),
    path("community/work/left-out/<int:row_id>/back/", views.bring_back, name="bring-back"),
]
