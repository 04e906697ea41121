from __future__ import annotations

from intranet.accounts.models import User
from intranet.content.actions import publish_entry
from intranet.content.policies import can_publish
from intranet.core.decisions import require
from intranet.realtime.units import action
from intranet.spaces.models import Space

from .models import Recipe


@action
def share_recipe(*, by: User, space: Space, title: str, body: str, minutes: int) -> Recipe:
    require(can_publish(by, space=space, audience=space.audience))
    return publish_entry(Recipe(minutes=minutes), by=by, title=title, body=body, space=space, audience=space.audience)
