"""The regular work of moderation: workers find it here."""

from .lanes.jobs import look_at_lanes
from .letters import mail_sanction
from .rules.jobs import let_go, look_back
from .trust.jobs import reckon_at_night, reckon_author

__all__ = ["let_go", "look_at_lanes", "look_back", "mail_sanction", "reckon_at_night", "reckon_author"]
