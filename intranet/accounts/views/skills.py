"""What people here know, as far as the reader may see it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from intranet.accounts.audience_source import audiences_of
from intranet.accounts.expertise import most_known, skills_seen_by
from intranet.accounts.models import Skill
from intranet.accounts.plain import plain
from intranet.core.errors import problem
from intranet.core.http import SignedIn
from intranet.core.pagination import keyset_page
from intranet.core.text import fold
from intranet.core.throttle import throttled

PAGE = 100
OFFERED = 8


@require_safe
@login_required
def skills(request: SignedIn) -> HttpResponse:
    """What most people know, with faces, and then every skill by its letter: the way to "who knows this"."""
    audiences = audiences_of(request.user)
    cursor = request.GET.get("cursor")
    query = plain(request.GET.get("q", ""), longest=60)
    seen = skills_seen_by(request.user, audiences)
    for word in fold(query).split():
        seen = seen.filter(folded__contains=word)
    page = keyset_page(seen, by=("folded", "pk"), cursor=cursor, size=PAGE)
    letters = [(letter, list(group)) for letter, group in groupby(page.items, key=_letter)]
    context: dict[str, Any] = {"letters": letters, "next": page.next, "q": query}
    if not query and not cursor:
        context["most"] = most_known(request.user, audiences)
    return render(request, "accounts/skills.html", context)


def _letter(skill: Skill) -> str:
    """Under which it stands; what begins with a figure stands together."""
    first = skill.folded[:1].upper()
    return first if first.isalpha() else "0–9"


@require_GET
@throttled("skills", limit=300, per_seconds=60, methods=("GET",))
def suggest(request: SignedIn) -> JsonResponse:
    """The skills whose words begin with what is typed, the most common first."""
    if not request.user.is_authenticated:
        return problem(401, _("Sign in first."))
    typed = fold(plain(request.GET.get("q", ""), longest=60))
    seen = skills_seen_by(request.user, audiences_of(request.user))
    found = seen.filter(Q(folded__startswith=typed) | Q(folded__contains=f" {typed}"))
    return JsonResponse({"items": [{"name": skill.name} for skill in found.order_by("-count", "folded")[:OFFERED]]})
