"""The back office: Django's admin, for admins only, with Portico's name on it and the health of the house in front."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intranet.core.http import SignedIn


class PorticoAdminSite(AdminSite):
    site_header = gettext_lazy("Portico administration")
    site_title = gettext_lazy("Portico")
    index_title = gettext_lazy("What the house runs on")
    index_template = "admin/portico/index.html"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Our own models alone: what libraries bring along (groups, which mean nothing here; second factors, with
        their secrets) is no table for anybody to write in."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        ours = [model for model in models if model.__module__.partition(".")[0] in {"intranet", *settings.PARTS}]
        super().register(ours, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_authenticated and request.user.is_admin)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        return [
            path("health/", self.admin_view(self.health), name="health"),
            path("site/", self.admin_view(self.site_settings), name="site-settings"),
            path("old-addresses/", self.admin_view(self.old_addresses), name="old-addresses"),
            *super().get_urls(),
        ]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from intranet.core.health import report  # noqa: PLC0415 - the admin site is made before apps are ready

        failing = [name for name, (well, _why) in report().items() if not well]
        return super().index(request, {"failing": failing, **(extra_context or {})})

    def health(self, request: HttpRequest) -> HttpResponse:
        """Every check with its figures, the versions that run, and what waits."""
        from intranet.core import floors, health  # noqa: PLC0415

        checks = [
            {"name": name, "well": well, "figures": sorted(figures.items())}
            for name, (well, figures) in health.report().items()
        ]
        context = {**self.each_context(request), "title": _("Health"), "checks": checks, "versions": floors.running()}
        return TemplateResponse(request, "admin/portico/health.html", context)

    def site_settings(self, request: SignedIn) -> HttpResponse:
        """Name, logo, colours, languages and limits, which the pages obey within five seconds."""
        from intranet.site_settings import SiteSettingsForm, save_site_settings  # noqa: PLC0415

        form = SiteSettingsForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                save_site_settings(form, by=request.user)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Saved. Pages follow within five seconds."))
                return redirect("admin:site-settings")
        context = {**self.each_context(request), "title": _("Site settings"), "form": form}
        return TemplateResponse(request, "admin/portico/site_settings.html", context)

    def old_addresses(self, request: SignedIn) -> HttpResponse:
        """Where the readers of the site before this one are led: a table, brought in whole."""
        from intranet.content.old_addresses import OldAddressesForm, import_old_addresses  # noqa: PLC0415
        from intranet.core.models import OldAddress  # noqa: PLC0415

        form = OldAddressesForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                done = import_old_addresses(form.cleaned_data["table"].read(), by=request.user)
            except ValidationError as error:
                form.add_error("table", error)
            else:
                words = _("%(added)d added, %(changed)d changed, %(same)d as they were.")
                messages.success(request, words % {"added": done.added, "changed": done.changed, "same": done.same})
                return redirect("admin:old-addresses")
        context = {**self.each_context(request), "title": _("Old addresses"), "form": form}
        context["count"] = OldAddress.objects.count()
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/portico/old_addresses.html", context, status=status)


class PorticoAdminConfig(AdminConfig):
    default_site = "intranet.admin.PorticoAdminSite"
