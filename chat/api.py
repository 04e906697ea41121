"""``rooms``, ``messages`` and what is one's own in them."""

from __future__ import annotations

from intranet.api.main import register

from . import bots_api, export_api, hearing_api, messages_api, own_rooms_api, rooms_api, threads_api, tools_api

register("", rooms_api.router)
register("", bots_api.router)
register("", messages_api.router)
register("", own_rooms_api.router)
register("", tools_api.router)
register("", hearing_api.router)
register("", threads_api.router)
register("", export_api.router)
