from .deliveries import Delivery
from .mail import MailTrouble, TakenMail
from .told import Notification, NotificationQuerySet
from .wishes import Level, Preference, QuietHours

__all__ = [
    "Delivery",
    "Level",
    "MailTrouble",
    "Notification",
    "NotificationQuerySet",
    "Preference",
    "QuietHours",
    "TakenMail",
]
