from django.urls import path

from . import app_views, health, js_catalog, metrics, sitemap, style, views

app_name = "core"

urlpatterns = [
    path("theme.css", views.theme, name="theme"),
    path("site/logo", views.logo, name="logo"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("manifest.webmanifest", app_views.manifest, name="manifest"),
    path("app-icon/<slug:purpose>-<int:size>.png", app_views.app_icon, name="app-icon"),
    path("worker.js", app_views.worker, name="worker"),
    path("offline/", app_views.offline, name="offline"),
    path("words/<str:language>.js", js_catalog.js_catalog, name="js-catalog"),
    path("style/", style.style, name="style"),
]
