"""A broadcast as it will stand there, and what the public reads with it, before anything is sent."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.content.texts import rendered
from intranet.spaces.audiences import ORG, PUBLIC

from .aims import Aim
from .forms import BroadcastForm


class Preview(NamedTuple):
    """``html`` is rendered and cleaned, as it would be stored."""

    label: str
    title: str
    html: str
    is_public: bool


def previews_of(form: BroadcastForm, aim: Aim, *, by: User) -> list[Preview]:
    """ValidationError where the text is too long."""
    said = form.cleaned_data
    home = aim.spaces[0] if aim.only_spaces and len(aim.spaces) == 1 else None
    audience = aim.audience or (home.audience if home is not None else ORG)
    words = rendered(said["body"], by=by, home=home.pk if home is not None else None, audience=audience)
    found = [Preview(_("What they read"), said["title"], words.html, is_public=False)]
    if (twin := form.twin()) is not None:
        words = rendered(twin.body, by=by, audience=PUBLIC)
        found.append(Preview(_("What the public reads"), twin.title, words.html, is_public=True))
    return found
