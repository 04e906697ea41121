from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("login/", views.login, name="oidc_login"),
    path("connect/", views.connect, name="oidc_connect"),
    path("login/callback/", views.callback, name="oidc_callback"),
]
