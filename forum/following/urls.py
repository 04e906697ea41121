from django.urls import path

from . import views

urlpatterns = [path("community/following/", views.following, name="following")]
