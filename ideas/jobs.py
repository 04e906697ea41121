"""The regular work of ideas: workers find it here."""

from .campaigns.jobs import look_after_campaigns
from .cooling.jobs import cool_idle_ideas
from .doing.jobs import remind_of_due
from .heat import keep_all_heat
from .releases.jobs import forget_unconfirmed, mail_release, write_to_asked

__all__ = [
    "cool_idle_ideas",
    "forget_unconfirmed",
    "keep_all_heat",
    "look_after_campaigns",
    "mail_release",
    "remind_of_due",
    "write_to_asked",
]
