"""Every address of the house. Each part brings its own list; a new part is one line here."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from intranet.core.addresses import Later, parts

_addresses: list[URLPattern | URLResolver] = [
    path("", include("feeds.urls")),
    path("", include("chat.urls")),
    path("", include("wiki.urls")),
    path("", include("intranet.flows.urls")),
    path("", include("forum.urls")),
    path("", include("ideas.urls")),
    path("", include("intranet.core.urls")),
    path("", include("intranet.content.urls")),
    path("", include("intranet.conversation.urls")),
    path("", include("intranet.accounts.urls")),
    path("", include("intranet.notifications.urls")),
    path("", include("intranet.search.urls")),
    path("", include("intranet.moderation.urls")),
    path("", include("intranet.insights.urls")),
    path("spaces/", include("intranet.spaces.urls")),
    path("accounts/", include("intranet.accounts.door_urls")),
    path("webhooks/", include("intranet.api.webhooks.urls")),
    path("crm/", include("intranet.crm.urls")),
    Later("api/v1/", "intranet.api.urls", app_name="ninja", namespace="api"),
    path("admin/", admin.site.urls),
]
urlpatterns = parts(_addresses)

handler400 = "intranet.core.errors.bad_request"
handler403 = "intranet.core.errors.forbidden"
handler404 = "intranet.core.errors.not_found"
handler500 = "intranet.core.errors.server_error"
# Django knows no such name; allauth asks for it when somebody tries too often.
handler429 = "intranet.accounts.views.limits.too_many"

if settings.DEBUG:
    from django.contrib.staticfiles.urls import staticfiles_urlpatterns

    urlpatterns += staticfiles_urlpatterns()
