"""What the API keeps: whom it tells what happens."""

from .webhooks.models import Attempt, Delivery, SigningKey, Webhook

__all__ = ["Attempt", "Delivery", "SigningKey", "Webhook"]
