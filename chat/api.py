"""``rooms``, ``messages`` and what is one's own in them."""

from __future__ import annotations

from chat.bots import api as bots_api
from chat.hearing import api as hearing_api
from chat.keeping import api as export_api
from chat.rooms import api as rooms_api
from chat.rooms import own_api as own_rooms_api
from chat.threads import api as threads_api
from chat.tools import api as tools_api
from intranet.api.main import register

from . import messages_api

register("", rooms_api.router)
register("", bots_api.router)
register("", messages_api.router)
register("", own_rooms_api.router)
register("", tools_api.router)
register("", hearing_api.router)
register("", threads_api.router)
register("", export_api.router)
