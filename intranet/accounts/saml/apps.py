from django.apps import AppConfig


class SamlConfig(AppConfig):
    name = "intranet.accounts.saml"
    label = "saml"
