from django.urls import include, path

app_name = "forum"
urlpatterns = [
    path("", include("forum.home.urls")),
    path("", include("forum.asking.urls")),
    path("", include("forum.following.urls")),
    path("", include("forum.contact.urls")),
    path("", include("forum.documenting.urls")),
    path("", include("forum.reading.urls")),
    path("", include("forum.keeping.urls")),
    path("", include("forum.centre.urls")),
    path("", include("forum.work.urls")),
    path("", include("forum.replies.urls")),
    path("", include("forum.categories.urls")),
]
