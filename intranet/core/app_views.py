"""Portico as an app on a home screen: its name, its picture, its worker, the page for when there is no net."""

from __future__ import annotations

import hashlib
import json
from functools import cache

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .app_icon import SIZES, draw
from .models import SiteSettings

_FOR_EVER = 365 * 24 * 3600


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone or a desk needs to keep the site as an app."""
    site = SiteSettings.current()
    icons = [{"src": static("icon.svg"), "type": "image/svg+xml", "sizes": "any", "purpose": "any"}]
    for size in (192, 512):
        for purpose in ("any", "maskable"):
            src = f"{reverse('core:app-icon', args=[purpose, size])}?v={site.accent_hue}"
            icons.append({"src": src, "type": "image/png", "sizes": f"{size}x{size}", "purpose": purpose})
    body = {
        "name": site.name,
        "short_name": site.name[:12],
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f4f1ec",
        "theme_color": "#f4f1ec",
        "icons": icons,
        "shortcuts": [
            {"name": _("Inbox"), "url": "/inbox/"},
            {"name": _("Search"), "url": "/search/"},
        ],
    }
    response = JsonResponse(body, content_type="application/manifest+json")
    patch_cache_control(response, public=True, max_age=3600)
    return response


@require_safe
def app_icon(request: HttpRequest, purpose: str, size: int) -> HttpResponse:
    if size not in SIZES or purpose not in ("any", "maskable"):
        raise Http404
    response = HttpResponse(_drawn(size, SiteSettings.current().accent_hue, purpose), content_type="image/png")
    patch_cache_control(response, public=True, max_age=_FOR_EVER if request.GET.get("v") else 3600)
    return response


@cache
def _drawn(size: int, hue: int, purpose: str) -> bytes:
    return draw(size, hue, maskable=purpose == "maskable")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It stands at the root, because a worker looks after what lies below its own address; a new
    release is a new text, which is how a browser hears of it."""
    told = json.dumps(
        {
            "release": release(),
            "offline": reverse("core:offline"),
            "static": settings.STATIC_URL,
            "icon": reverse("core:app-icon", args=["any", 192]),
        }
    )
    scripts = json.dumps([static("js/app-worker.js"), static("js/notifications/push-worker.js")])
    text = f"self.portico = {told};\nimportScripts(...{scripts});\n"
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, public=True, no_cache=True)
    return response


@cache
def release() -> str:
    """A name for the scripts and styles of this release: it changes when one of them does."""
    hashed = getattr(staticfiles_storage, "hashed_files", None) or {}
    return hashlib.sha256(json.dumps(sorted(hashed.items())).encode()).hexdigest()[:12]


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Kept by the worker and shown in place of a page that cannot be fetched. The same for everybody."""
    response = render(request, "core/offline.html")
    patch_cache_control(response, public=True, max_age=3600)
    return response
