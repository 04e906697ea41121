from django.urls import path

from . import views

urlpatterns = [path("community/contact/", views.contact, name="contact")]
