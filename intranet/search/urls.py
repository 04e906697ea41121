from django.urls import path

from . import palette_views, views

app_name = "search"
urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("search/complete/", views.complete, name="complete"),
    path("palette/", palette_views.palette, name="palette"),
]
