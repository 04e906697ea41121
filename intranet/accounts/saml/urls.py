from __future__ import annotations

from django.urls import path

from . import views

urlpatterns = [
    path("login/", views.login, name="saml_login"),
    path("connect/", views.connect, name="saml_connect"),
    path("acs/", views.answered, name="saml_acs"),
    path("finish/", views.finish, name="saml_finish"),
    path("metadata/", views.metadata, name="saml_metadata"),
]
