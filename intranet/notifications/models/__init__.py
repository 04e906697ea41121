from .deliveries import Delivery
from .told import Notification, NotificationQuerySet
from .wishes import Level, Preference, QuietHours

__all__ = ["Delivery", "Level", "Notification", "NotificationQuerySet", "Preference", "QuietHours"]
