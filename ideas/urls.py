from django.urls import include, path

app_name = "ideas"
urlpatterns = [
    path("", include("ideas.home.urls")),
    path("", include("ideas.boards.urls")),
    path("", include("ideas.writing.urls")),
    path("", include("ideas.releases.urls")),
    path("", include("ideas.reading.urls")),
    path("", include("ideas.voices.urls")),
    path("", include("ideas.sealing.urls")),
    path("", include("ideas.campaigns.urls")),
    path("", include("ideas.privacy.urls")),
    path("", include("ideas.house.urls")),
    path("", include("ideas.deciding.urls")),
    path("", include("ideas.doing.urls")),
    path("", include("ideas.cooling.urls")),
    path("", include("ideas.joining.urls")),
]
