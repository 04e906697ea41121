from django.apps import AppConfig


class OidcConfig(AppConfig):
    name = "intranet.accounts.oidc"
    label = "oidc"
