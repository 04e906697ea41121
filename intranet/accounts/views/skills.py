"""What people here know, as far as the reader may see it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from intranet.accounts.audience_source import audiences_of
from intranet.accounts.expertise import skills_seen_by
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
    """Every skill that somebody has, with how many: the way to "who knows this"."""
    query = plain(request.GET.get("q", ""), longest=60)
    seen = skills_seen_by(request.user, audiences_of(request.user))
    for word in fold(query).split():
        seen = seen.filter(folded__contains=word)
    page = keyset_page(seen, by=("folded", "pk"), cursor=request.GET.get("cursor"), size=PAGE)
    context = {"skills": page.items, "next": page.next, "q": query}
    return render(request, "accounts/skills.html", context)


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
