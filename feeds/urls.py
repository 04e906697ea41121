from django.urls import include, path

from . import filter_views, views, writing_views

app_name = "feeds"
urlpatterns = [
    path("", include("feeds.events.urls")),
    path("", include("feeds.atom_urls")),
    path("", include("feeds.broadcasts.spread.urls")),
    path("", include("feeds.broadcasts.asked.urls")),
    path("", include("feeds.broadcasts.urls")),
    path("", include("feeds.kudos.urls")),
    path("", views.home, name="home"),
    path("feed/read/", filter_views.read_everything, name="read-everything"),
    path("feed/seen/", filter_views.seen, name="seen"),
    path("settings/filters/", filter_views.filters, name="filters"),
    path("settings/filters/<int:filter_id>/delete/", filter_views.delete_filter, name="filter-delete"),
    path("settings/filters/<int:filter_id>/first/", filter_views.open_with, name="filter-first"),
    path("entries/<int:entry_id>/unread/", filter_views.unread_from, name="unread-from"),
    path("feed/newer/", views.home_newer, name="home-newer"),
    path("posts/", writing_views.post_new, name="post-new"),
    path("posts/who-hears/<slug:kind>/", writing_views.who_hears, name="who-hears"),
    path("posts/poll/", writing_views.poll_new, name="poll-new"),
    path("posts/<int:entry_id>/", views.post, name="post"),
    path("posts/<int:entry_id>/card/", views.post_card, name="post-card"),
    path("posts/<int:entry_id>/edit/", views.post_edit, name="post-edit"),
    path("spaces/<slug:slug>/feed/newer/", views.space_newer, name="space-newer"),
]
