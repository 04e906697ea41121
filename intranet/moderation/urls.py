from django.urls import include, path

from . import views

app_name = "moderation"
urlpatterns = [
    path("", include("intranet.moderation.rules.urls")),
    path("", include("intranet.moderation.trust.urls")),
    path("moderation/", views.cases, name="cases"),
    path("moderation/<int:entry_id>/hide/", views.hide, name="hide"),
    path("moderation/<int:entry_id>/dismiss/", views.dismiss, name="dismiss"),
    path("moderation/<int:entry_id>/restore/", views.restore, name="restore"),
    path("moderation/<int:entry_id>/held/", views.decide_held, name="decide-held"),
    path("entries/<int:entry_id>/flag/", views.flag, name="flag"),
]
