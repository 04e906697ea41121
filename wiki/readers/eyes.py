"""A page as people outside see it: read with the eyes of somebody who has what a guest has, or any customer.

The page is the page, made by the same view and asked for through the same ``visible_to``; only who asks is another one,
who exists in this request alone, and never reads more than who looks through them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.spaces.audiences import CUSTOMERS, Viewer, audiences_of
from intranet.spaces.models import Space
from intranet.spaces.view_as import Viewing

Eyes = Literal["guest", "customer"]
EYES: tuple[Eyes, ...] = ("guest", "customer")


def eyes_of(eyes: Eyes, looking: User) -> Viewer:
    street = audiences_of(AnonymousUser()) & audiences_of(looking)
    if eyes == "guest":
        nobody = AnonymousUser()
        nobody.__dict__["_audiences"] = street
        return nobody
    customer = User(
        pk=-looking.pk,
        kind=User.Kind.CUSTOMER,
        name=_("A customer"),
        handle="customer",
        language=looking.language,
        time_zone=looking.time_zone,
    )
    held = sorted(int(name.removeprefix("space_")) for name in street if name.startswith("space_"))
    customer.__dict__ |= {
        "_audiences": street | ({CUSTOMERS} & audiences_of(looking)),
        "_spaces_held": [(pk, Space.Visibility.COMMUNITY, None) for pk in held],
        "_circles_held": [],
        "_spaces_known": held,
        "_people_known": User.objects.none().values("pk"),
    }
    return customer


def seen_by(
    request: HttpRequest, eyes: Eyes, view: Callable[[HttpRequest], HttpResponse], *, back: str
) -> HttpResponse | None:
    """What ``view`` answers to those eyes; None where they find nothing. What it writes is taken back."""
    looking: Any = request.user
    words = _("a visitor without an account") if eyes == "guest" else _("a customer")
    request.viewing = Viewing(None, 0, words, back)  # type: ignore[attr-defined]
    request.user = eyes_of(eyes, looking)
    try:
        with transaction.atomic():
            response = view(request)
            transaction.set_rollback(True)
    except Http404:
        return None
    finally:
        request.user = looking
    response["Cache-Control"] = "private, no-store"
    return response
