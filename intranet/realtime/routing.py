"""The sockets of the live layer, for ``intranet.asgi``. The consumer finds out by itself who calls."""

from __future__ import annotations

from django.urls import path

from .consumers import LiveConsumer

websocket_urlpatterns = [path("ws/live/", LiveConsumer.as_asgi())]
