"""The few addresses that belong to the house itself: its colours, its logo, what it tells robots."""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from .models import SiteSettings
from .theme import stylesheet

_FOR_EVER = 365 * 24 * 3600


def _theme_etag(request: HttpRequest) -> str:
    return f'"{SiteSettings.current().theme_version}"'


@require_safe
@condition(etag_func=_theme_etag)
def theme(request: HttpRequest) -> HttpResponse:
    """The accent colour as CSS. Asked for by its version (``?v=``), a browser keeps it for ever."""
    site = SiteSettings.current()
    response = HttpResponse(stylesheet(site.accent_hue), content_type="text/css; charset=utf-8")
    if request.GET.get("v") == site.theme_version:
        patch_cache_control(response, public=True, max_age=_FOR_EVER, immutable=True)
    else:
        patch_cache_control(response, public=True, no_cache=True)
    return response


def _logo_etag(request: HttpRequest) -> str | None:
    site = SiteSettings.current()
    return f'"{site.logo_version}"' if site.logo else None


@require_safe
@condition(etag_func=_logo_etag)
def logo(request: HttpRequest) -> FileResponse:
    """The firm's logo, which anybody may see: it stands on the sign-in page."""
    site = SiteSettings.current()
    if not site.logo:
        raise Http404
    try:
        file = site.logo.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/webp")
    patch_cache_control(response, public=True, max_age=300)
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What may be read without an account may be found; the rest would only answer with a sign-in page."""
    shut = ("/accounts/", "/admin/", "/api/", "/files/", "/help/", "/notifications/", "/search/", "/ws/")
    if not SiteSettings.current().robots_may_index:
        lines = ["User-agent: *", "Disallow: /", ""]
    else:
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in shut)]
        lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('core:sitemap')}", ""]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    patch_cache_control(response, public=True, max_age=3600)
    return response
