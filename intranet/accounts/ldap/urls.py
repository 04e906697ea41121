from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("login/", views.login, name="ldap_login"),
    path("connect/", views.connect, name="ldap_connect"),
]
