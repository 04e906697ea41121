from .deliveries import Delivery
from .devices import PushDevice, PushKey
from .digests import DigestWish, Interest, Taste, Visit
from .lists import ListReader, SentOnce
from .mail import MailTrouble, TakenMail
from .told import Notification, NotificationQuerySet
from .wishes import Level, Preference, QuietHours

__all__ = [
    "Delivery",
    "DigestWish",
    "Interest",
    "Level",
    "ListReader",
    "MailTrouble",
    "Notification",
    "NotificationQuerySet",
    "Preference",
    "PushDevice",
    "PushKey",
    "QuietHours",
    "SentOnce",
    "TakenMail",
    "Taste",
    "Visit",
]
