from .deliveries import Delivery
from .devices import PushDevice, PushKey
from .digests import DigestWish, Interest, Taste, Visit
from .mail import MailTrouble, TakenMail
from .told import Notification, NotificationQuerySet
from .wishes import Level, Preference, QuietHours

__all__ = [
    "Delivery",
    "DigestWish",
    "Interest",
    "Level",
    "MailTrouble",
    "Notification",
    "NotificationQuerySet",
    "Preference",
    "PushDevice",
    "PushKey",
    "QuietHours",
    "TakenMail",
    "Taste",
    "Visit",
]
