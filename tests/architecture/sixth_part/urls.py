from django.urls import path

from . import views

app_name = "recipes"
urlpatterns = [path("recipes/<int:entry_id>/", views.recipe, name="recipe")]
