"""What releases bring to the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ideas import panels
from ideas.models import Idea, Meaning
from intranet.activity import verbs
from intranet.content import kinds
from intranet.core import navigation
from intranet.notifications import groups, wordings
from intranet.search import street

from . import parts, telling
from .by_mail import PARTS
from .kind import RELEASE
from .listing import releases_of
from .subscribing import RELEASES


def register() -> None:
    parts.register()
    kinds.register(RELEASE)
    RELEASES.opens_doors()
    PARTS.opens_doors()
    verbs.register(*telling.verbs())
    groups.register(telling.GROUP)
    for verb in telling.VERBS:
        wordings.register(verb, telling.wordings)
    street.register("ideas.release")
    panels.register("delivered", _delivered, template="ideas/releases/_delivered.html", place="band", order=20)
    item = navigation.NavItem(
        "releases", _("Releases"), "laurel", "ideas:releases", order=28, group="street", nouns=("releases",)
    )
    navigation.register(item)


def _delivered(request: HttpRequest, idea: Idea) -> Mapping[str, Any] | None:
    """With which release it came, for who may read that."""
    if idea.status.meaning != Meaning.DELIVERED:
        return None
    found = releases_of(idea, request.user)
    return {"releases": found} if found else None
