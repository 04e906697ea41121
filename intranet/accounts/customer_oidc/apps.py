from django.apps import AppConfig


class CustomerOidcConfig(AppConfig):
    name = "intranet.accounts.customer_oidc"
    label = "customer_oidc"
