from django.urls import path

from . import views

app_name = "feeds"
urlpatterns = [
    path("", views.home, name="home"),
    path("feed/newer/", views.home_newer, name="home-newer"),
    path("posts/", views.post_new, name="post-new"),
    path("posts/<int:entry_id>/", views.post, name="post"),
    path("posts/<int:entry_id>/card/", views.post_card, name="post-card"),
    path("posts/<int:entry_id>/edit/", views.post_edit, name="post-edit"),
    path("spaces/<slug:slug>/feed/newer/", views.space_newer, name="space-newer"),
]
