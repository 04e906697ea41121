from django.urls import path

from . import palette_views, referring, report_views, saved_views, street_views, views

app_name = "search"
urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("help/search/", street_views.search_street, name="street"),
    path("search/complete/", views.complete, name="complete"),
    path("search/heard/", report_views.heard, name="heard"),
    path("search/reports/", report_views.reports, name="reports"),
    path("settings/searches/", saved_views.saved, name="saved"),
    path("settings/searches/watch/", saved_views.watch, name="watch"),
    path("settings/searches/<int:search_id>/", saved_views.change, name="saved-change"),
    path("settings/searches/<int:search_id>/delete/", saved_views.delete, name="saved-delete"),
    path("entries/offers/", referring.offers, name="reference-offers"),
    path("palette/", palette_views.palette, name="palette"),
]
