from django.urls import path

from . import views

urlpatterns = [
    path("wiki/<int:page_id>/menu/", views.menu, name="menu"),
    path("wiki/<int:page_id>/", views.by_number, name="page-by-number"),
    # With a hyphen: any word may be the title of a page, also one that stands for something that is done with it.
    path("wiki/<int:page_id>-<slug:slug>/", views.page, name="page"),
]
