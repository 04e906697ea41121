from django.urls import path

from . import views

urlpatterns = [
    path("moderation/rules/", views.rules, name="rules"),
    path("moderation/rules/new/", views.new_list, name="rule-new"),
    path("moderation/rules/file/", views.take_along, name="rules-file"),
    path("moderation/rules/bring/", views.bring, name="rules-bring"),
    path("moderation/rules/trials/<int:trial_id>/", views.trial, name="rule-trial"),
    path("moderation/rules/<slug:key>/", views.rule, name="rule"),
    path("moderation/rules/<slug:key>/switch/", views.switch, name="rule-switch"),
    path("moderation/rules/<slug:key>/remove/", views.remove, name="rule-remove"),
]
