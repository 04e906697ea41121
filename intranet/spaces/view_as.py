"""An admin's pages through somebody else's eyes: to read, and never more than the admin may read.

The eyes are a person who exists in this request alone. They hold the audiences that both hold, under a number that
owns nothing: whatever a page asks about "my own" (inbox, drafts, bookmarks, choices) finds nothing, because it is asked
of nobody. What a page writes while it is read is taken back with the transaction; what is sent is refused.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from intranet.accounts import policies, view_as
from intranet.accounts.models import User
from intranet.core.errors import forbidden

from .audiences import audiences_of, circles_held, is_apart, spaces_held
from .models import Membership, Space

Handler = Callable[[HttpRequest], HttpResponse]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# The person's own, the keepers' and the machine's: nothing there is read with borrowed eyes.
CLOSED = (
    "/accounts/",
    "/admin/",
    "/consent/",
    "/inbox/",
    "/invitations/",
    "/moderation/",
    "/people/agency/",
    "/people/fields/",
    "/people/import/",
    "/people/invitations/",
    "/settings/",
    "/webhooks/",
)


_closed = list(CLOSED)


def close(path: str) -> None:
    """Let an app keep its own pages from being read with borrowed eyes."""
    if path not in _closed:
        _closed.append(path)


@dataclass(frozen=True)
class Viewing:
    """For the banner: whose eyes (None: a visitor's), and for how long yet."""

    person: User | None
    minutes: int
    # Of a page that somebody looks at as people outside do: as whom, and the way back.
    words: str = ""
    back: str = ""


class ViewAsMiddleware:
    """Swaps ``request.user`` around the view. Last in the list, so that all guards before it see the admin."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    @cached_property
    def own_paths(self) -> tuple[str, ...]:
        """Where the admin stays who they are: the way back, the language, and what is no page of a person."""
        return (reverse("accounts:stop_view_as"), reverse("accounts:language"), "/api/", settings.STATIC_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = view_as.current(request.session) if view_as.KEY in request.session else None
        if view is None or request.path_info.startswith(self.own_paths):
            return self.get_response(request)
        admin: Any = request.user
        person = User.objects.with_byline().filter(pk=view.person_id).first() if view.person_id else None
        is_gone = bool(view.person_id) and person is None
        if view.is_over or is_gone or not policies.can_view_as(admin, person):
            view_as.end(request.session)
            messages.info(request, _("You see with your own eyes again."))
            return self.get_response(request)
        return self._through(request, admin, person, view)

    def _through(self, request: Any, admin: User, person: User | None, view: view_as.View) -> HttpResponse:
        request.viewing = Viewing(person, view.minutes_left)
        request.user = eyes_of(person, admin)
        try:
            if request.method not in SAFE:
                return _refused(request, _("You only look: nothing is sent while you view as another."))
            if request.path_info.startswith(tuple(_closed)):
                return _refused(request, _("This stays closed while you view as another."))
            return self._read(request)
        finally:
            request.user = admin

    def _read(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            response = self.get_response(request)
            transaction.set_rollback(True)
        if response.status_code in (301, 302) and response["Location"].startswith(settings.LOGIN_URL):
            return _refused(request, _("A visitor is asked to sign in here."))
        response["Cache-Control"] = "private, no-store"
        return response


def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
    return forbidden(request, PermissionDenied(sentence))


def eyes_of(person: User | None, admin: User) -> Any:
    """Somebody who reads what both read. A copy, so that nothing of it can be saved into the person's row."""
    if person is None:
        return AnonymousUser()
    eyes = copy.copy(person)
    eyes.__dict__ = {name: value for name, value in person.__dict__.items() if not name.startswith("_")}
    eyes._state = copy.copy(person._state)
    theirs = {pk: visibility for pk, visibility, _role in spaces_held(person)}
    both = {pk for pk, *_rest in spaces_held(admin)} & theirs.keys()
    joined = {pk for pk, _visibility, role in spaces_held(person) if role}
    # They read as a member reads; what an owner manages is no reading.
    held = [(pk, theirs[pk], Membership.Role.MEMBER if pk in joined else None) for pk in sorted(both)]
    known = Space.objects.visible_to(person).filter(pk__in=Space.objects.visible_to(admin).values("pk"))
    circles = set(circles_held(admin))
    eyes.__dict__ |= {
        "_audiences": frozenset(
            name
            for name in (audiences_of(person) & audiences_of(admin)) - {person.key, admin.key}
            if not is_apart(name)
        ),
        "_spaces_held": held,
        "_circles_held": [one for one in circles_held(person) if one[0] in {pk for pk, _space in circles}],
        "_spaces_known": list(known.values_list("pk", flat=True)),
        "_people_known": User.objects.visible_to(person).filter(pk__in=User.objects.visible_to(admin)).values("pk"),
        "role": User.Role.NONE,
        "language": admin.language,
        "time_zone": admin.time_zone,
    }
    eyes.pk = -person.pk
    return eyes
