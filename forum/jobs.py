"""The long and the regular work of the forum: workers find it here."""

from .asking.jobs import forget_mailed_topics
from .centre.jobs import mail_consent, mail_received, mail_reply, remind_of_enquiries
from .following.jobs import tell_followers
from .reading.nudging import nudge_askers
from .work.jobs import remind_of_overdue

__all__ = [
    "forget_mailed_topics",
    "mail_consent",
    "mail_received",
    "mail_reply",
    "nudge_askers",
    "remind_of_enquiries",
    "remind_of_overdue",
    "tell_followers",
]
