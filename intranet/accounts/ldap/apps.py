from django.apps import AppConfig


class LdapConfig(AppConfig):
    name = "intranet.accounts.ldap"
    label = "ldap"
