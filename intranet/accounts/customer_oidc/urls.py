from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("login/", views.login, name="customers_login"),
    path("login/callback/", views.callback, name="customers_callback"),
]
