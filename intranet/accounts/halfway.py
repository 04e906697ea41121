"""What a guest has written before there is an account to say it: kept with the session, and there again after signing
in, signing up or proving the address, in whichever tab that was.

The session is known by its cookie alone, lives through signing in, and ends with signing out. What is kept goes by
itself after three days, and when it has been said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

KEPT = timedelta(days=3)
# Of one guest: a question, an idea and a few answers.
MOST = 4
LONGEST = 60_000
_NAME = "forum_halfway"


@dataclass(frozen=True)
class Halfway:
    """``fields``: as they were sent, by the names of the form. ``url``: where they are said."""

    fields: dict[str, str]
    url: str


def keep(request: HttpRequest, name: str, fields: Mapping[str, str], *, url: str) -> bool:
    """False where it is more than anybody types; then nothing is kept."""
    said = {key: value for key, value in fields.items() if value}
    if sum(map(len, said.values())) > LONGEST:
        return False
    kept = {key: row for key, row in _fresh(request).items() if key != name}
    for key in list(kept)[: max(len(kept) - MOST + 1, 0)]:
        del kept[key]
    kept[name] = {"fields": said, "url": url, "at": now().isoformat()}
    request.session[_NAME] = kept
    if not request.user.is_authenticated:
        # A guest's session is kept for this alone; signing in gives it its usual length.
        request.session.set_expiry(KEPT)
    return True


def kept(request: HttpRequest, name: str) -> Halfway | None:
    row = _fresh(request).get(name)
    return Halfway(row["fields"], row["url"]) if row is not None else None


def forget(request: HttpRequest, name: str) -> None:
    rows = request.session.get(_NAME)
    if rows and name in rows:
        request.session[_NAME] = {key: row for key, row in rows.items() if key != name}


def too_long() -> str:
    return _("This is too long to be kept until you have signed in. Shorten it, or sign in first.")


def waiting_at(request: HttpRequest) -> str:
    """Where the newest of it goes on; "" for nothing. For who comes in without being led anywhere."""
    rows = list(_fresh(request).values())
    return rows[-1]["url"] if rows else ""


def go_on(request: HttpRequest, name: str, *, layout: str, otherwise: str) -> HttpResponse:
    """The last step of a guest: an account. Whoever has one already is led back to what is kept; where nothing is, to
    ``otherwise``."""
    found = kept(request, name)
    if found is None:
        return redirect(otherwise)
    if request.user.is_authenticated:
        return redirect(found.url)
    return render(request, "accounts/go_on.html", {"kept": found, "layout": layout})


def _fresh(request: HttpRequest) -> dict[str, Any]:
    """Without making a session for who has none."""
    rows: dict[str, Any] = request.session.get(_NAME) or {}
    oldest = now() - KEPT
    return {key: row for key, row in rows.items() if datetime.fromisoformat(row["at"]) > oldest}
