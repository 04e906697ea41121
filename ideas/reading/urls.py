from django.urls import path

from . import views

urlpatterns = [
    path("ideas/<int:idea_id>-<slug:slug>/", views.idea, name="idea"),
    path("ideas/<int:idea_id>/", views.by_number, name="idea-by-number"),
    path("ideas/<int:idea_id>/state/", views.state, name="state"),
    path("ideas/<int:idea_id>/voters/", views.voters, name="voters"),
    path("ideas/<int:idea_id>/vote/", views.vote, name="vote"),
]
