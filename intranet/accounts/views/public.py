"""What strangers see of somebody who writes in public, of the staff or a customer: the byline, what the person shows
everyone, public work.

Who has written nothing public has no such page. It is the same for whoever looks, so that nobody learns from it more
than the street does.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from intranet.accounts.models import User
from intranet.accounts.profile_sections import has_public_work, public_sections_of
from intranet.accounts.profiles import PUBLIC, profile_of


@require_safe
def public_person(request: HttpRequest, handle: str) -> HttpResponse:
    """404 for who has no public page; guests are asked to sign in, as for any page about people."""
    writers = User.objects.active().filter(kind__in=(User.Kind.STAFF, User.Kind.CUSTOMER))
    person = writers.with_byline().filter(handle=handle).first()
    if person is None or not has_public_work(person):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404
    stranger = AnonymousUser()
    known = {field.name: field for field in profile_of(person, stranger, frozenset({PUBLIC}))}
    context = {
        "person": person,
        "known": known,
        "fields": [field for field in known.values() if field.name not in ("bio", "pronouns", "time_zone")],
        "sections": public_sections_of(person),
        "layout": "layouts/app.html" if request.user.is_authenticated else "layouts/street.html",
    }
    return render(request, "accounts/public_person.html", context)
