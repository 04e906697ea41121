from django.urls import path

from . import views

urlpatterns = [
    path("setup/", views.home, name="setup"),
    path("setup/done/", views.done, name="setup-done"),
    path("setup/plan/", views.written_plan, name="setup-plan"),
    path("setup/plan/edit/", views.edit_plan, name="setup-plan-edit"),
    path("setup/steps/<slug:key>/", views.step, name="setup-step"),
    path("setup/presets/<slug:key>/", views.preset, name="setup-preset"),
    path("setup/applied/<int:pk>/", views.applied, name="setup-applied"),
]
