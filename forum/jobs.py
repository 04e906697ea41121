"""The long and the regular work of the forum: workers find it here."""

from .following.jobs import tell_followers
from .reading.nudging import nudge_askers

__all__ = ["nudge_askers", "tell_followers"]
