from .deliveries import Delivery
from .devices import PushDevice, PushKey
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
    "PushDevice",
    "PushKey",
    "QuietHours",
    "TakenMail",
]
