"""Finding people, and one person's page."""

from __future__ import annotations

import zoneinfo
from datetime import datetime
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from intranet.accounts import policies
from intranet.accounts.audience_source import audiences_of
from intranet.accounts.directory import Directory, Filters
from intranet.accounts.expertise import skills_of
from intranet.accounts.models import Skill, User
from intranet.accounts.presence import here_among
from intranet.accounts.profile_sections import marks as section_marks
from intranet.accounts.profile_sections import sections_of
from intranet.accounts.profiles import CONTACT, PERSONAL, WORK, Known, audience_of_field, on_side, profile_of
from intranet.accounts.reaching import ways_to
from intranet.accounts.whereabouts import coming_absence, whereabouts_of, whereabouts_of_one
from intranet.core.http import SignedIn, render_page, wants_part

from .public import public_person

MOST_REPORTS = 12


@require_safe
@login_required
def people(request: SignedIn) -> HttpResponse:
    """The loggia: everybody this reader may see, narrowed by words and filters."""
    viewer = request.user
    filters = Filters.read(request.GET, viewer)
    audiences = audiences_of(viewer)
    directory = Directory(viewer, filters, audiences)
    cursor = request.GET.get("cursor")
    page = directory.page(cursor)
    here = here_among(viewer, page.items)
    now_of = whereabouts_of((person.pk for person in page.items), viewer, audiences)
    context: dict[str, Any] = {
        "arches": [
            {
                "person": person,
                "here": person.pk in here,
                "place": _place_of(person, viewer, audiences),
                "now": now_of.get(person.pk),
            }
            for person in page.items
        ],
        "next": page.next,
        "filters": filters,
        "query": filters.query,
        "skill": Skill.objects.filter(slug=filters.skill).first() if filters.skill else None,
    }
    if cursor and wants_part(request):
        return render(request, "accounts/_arches.html", context)
    context |= {
        "facets": directory.facets(),
        "count": directory.count(),
        "may_invite": bool(policies.can_invite(viewer)),
    }
    response = render_page(request, "accounts/people.html", context, part="accounts/_people.html")
    if wants_part(request):
        # The address as one would send it to somebody: without the filters that are not set.
        response["HX-Replace-Url"] = f"{request.path}?{filters.query}" if filters.narrow else request.path
    return response


@require_safe
def person(request: HttpRequest, handle: str) -> HttpResponse:
    """One person, as far as this reader may know them; to strangers, the public page of who has one. Who may not see
    either gets the same 404 as for nobody."""
    people = User.objects.visible_to(request.user).with_byline()
    people = people.select_related("manager", "status", "absence__stand_in")
    found = people.annotate(**section_marks()).filter(handle=handle).first()
    if found is None:
        return public_person(request, handle)
    return _known_person(cast(SignedIn, request), found)


def _known_person(request: SignedIn, found: User) -> HttpResponse:
    viewer = request.user
    audiences = audiences_of(viewer)
    known = profile_of(found, viewer, audiences)
    fields = {field.name: field for field in known}
    visible = User.objects.visible_to(viewer)
    reports = visible.active().filter(manager=found).order_by("folded_name")
    context = {
        "person": found,
        "is_own": found.pk == viewer.pk,
        "here": found.pk in here_among(viewer, [found]),
        "contact": [field for field in on_side(known, CONTACT) if field.name != "time_zone"],
        "work": [field for field in on_side(known, WORK) if field.name != "location"],
        "personal": [field for field in on_side(known, PERSONAL) if field.name not in ("bio", "pronouns")],
        "known": fields,
        "skills": skills_of(found, viewer, audiences),
        "now": whereabouts_of_one(found, viewer, audiences),
        "coming": coming_absence(found, viewer, audiences),
        "ways": ways_to(found, viewer),
        "may_note": bool(policies.can_keep_notes(viewer, found)),
        "their_time": _time_of(fields.get("time_zone"), viewer),
        "manager": found.manager if found.manager_id and visible.filter(pk=found.manager_id).exists() else None,
        "reports": list(reports[: MOST_REPORTS + 1]),
        "most_reports": MOST_REPORTS,
        "facing": _facing(found, viewer),
        "sections": sections_of(found, viewer),
        "may_manage": bool(policies.can_administer(viewer)),
    }
    return render(request, "accounts/person.html", context)


def _facing(found: User, viewer: User) -> list[Any]:
    """For a customer, the colleagues who look after the company; for staff, the companies this person looks after."""
    if found.is_customer:
        if found.company is None:
            return []
        facing = found.company.assignments.filter(person__in=User.objects.visible_to(viewer).active())
        return [(row.person, row.note) for row in facing.select_related("person").order_by("person__folded_name")]
    rows = found.assignments.select_related("company").order_by("company__name")
    if not viewer.is_staff_member:
        rows = rows.filter(company=viewer.company_id or 0)
    return [(row.company, row.note) for row in rows]


def _place_of(person: User, viewer: User, audiences: frozenset[str]) -> str:
    shown = person.pk == viewer.pk or audience_of_field(person, "location") in audiences
    return person.location if shown else ""


def _time_of(zone: Known | None, viewer: User) -> datetime | None:
    """What the clock on the person's wall says, where it differs from the reader's."""
    if zone is None or zone.value == viewer.time_zone:
        return None
    try:
        return now().astimezone(zoneinfo.ZoneInfo(zone.value))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None
