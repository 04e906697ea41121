"""What the customer system says of a person who has an account here. With the account it goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.accounts.personal_data import on_erase, table

from .models import Contact, Sync

table("contact", _("What the customer system says of you"), Contact, also=["company__name"], order=63)
table("syncs", _("Messages of the customer system sent with your tokens"), Sync, of="by", goes=False, order=64)


def _forget_contact(person: User, by: User) -> None:
    """Also one that waits for this address and was never bound."""
    Contact.objects.filter(email=person.email).delete()


on_erase(_forget_contact)
