"""The back office: Django's admin, for admins only, with Portico's name on it."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PorticoAdminSite(AdminSite):
    site_header = _("Portico administration")
    site_title = _("Portico")
    index_title = _("What the house runs on")
    enable_nav_sidebar = True


class PorticoAdminConfig(AdminConfig):
    default_site = "intranet.admin.PorticoAdminSite"
