"""The sockets of documents, for ``intranet.asgi``: every registered sort has its own, in the plural."""

from __future__ import annotations

from django.urls import re_path

from .sockets import PageSocket

# The stock provider puts the document's name behind an address: with or without a slash at the end.
websocket_urlpatterns = [
    re_path(r"^ws/(?P<sort>[a-z][a-z0-9]{0,20})s/(?P<key>[1-9][0-9]{0,17})/?$", PageSocket.as_asgi())
]
