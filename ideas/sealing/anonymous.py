"""The person of what nobody is to know who wrote: author of every sealed idea, on every road."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.core.models import SiteSettings

ADDRESS = "anonymous@localhost"


def anonymous() -> User:
    """In no list, with no way to sign in, of no company: what this person may name or refer to is what the public may,
    so that a text says nothing of what its author sees."""
    if (known := User.objects.filter(email=ADDRESS).first()) is not None:
        return known
    language = SiteSettings.current().default_language
    with translation.override(language):
        name = _("Anonymous")
    return User.objects.get_or_create(
        email=ADDRESS,
        defaults={
            "handle": User.objects.free_handle("anonymous"),
            "name": name,
            "kind": User.Kind.CUSTOMER,
            "is_system": True,
            "language": language,
            "show_presence": False,
        },
    )[0]
