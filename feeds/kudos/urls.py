from django.urls import path

from feeds import writing_views

from . import views

urlpatterns = [
    path("kudos/", writing_views.kudos_new, name="kudos-new"),
    path("kudos/<int:entry_id>/", views.kudos, name="kudos"),
    path("kudos/<int:entry_id>/edit/", views.kudos_edit, name="kudos-edit"),
]
