"""One's own page, as its owner writes it: both sides of the profile, the picture, who sees what."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from intranet.accounts import actions, profiles
from intranet.accounts.audience_source import audiences_of
from intranet.accounts.avatars import BadImage
from intranet.accounts.forms import AvatarForm, blame
from intranet.accounts.models import ProfileField, User
from intranet.accounts.profile_forms import PERSONAL, ProfileForm, chosen_audiences, split_skills
from intranet.accounts.settings_pages import tabs_for
from intranet.core.http import SignedIn
from intranet.core.models import SiteSettings
from intranet.core.throttle import throttled
from intranet.realtime.units import unit

MOST_NAMED = 3


@require_http_methods(["GET", "POST"])
@login_required
@throttled("profile", limit=60, per_seconds=600)
def profile(request: SignedIn) -> HttpResponse:
    """What others read, and who reads it."""
    person = request.user
    own = list(ProfileField.objects.live()) if person.is_staff_member else []
    form = ProfileForm(request.POST or None, instance=person, own=own)
    if request.method == "POST" and form.is_valid():
        try:
            _save(person, form, chosen_audiences(request.POST, own))
        except ValidationError as error:
            blame(form, _under_the_day(error))
        else:
            messages.success(request, _("Profile saved."))
            return redirect("accounts:settings_profile")
    # What stands in the page without a question in this form: kept by admins, or changed elsewhere.
    told = {known.name: known for known in profiles.profile_of(person, person, audiences_of(person))}
    every: list[Any] = [*profiles.FIELDS, *own] if not person.is_customer else []
    kept = [field for field in every if _is_kept(field)]
    context = {
        "form": form,
        "picture_form": AvatarForm(),
        "kept": [(told[field.name], form.audience_control(field)) for field in kept if field.name in told],
        "keepers": list(_admins_known_to(person)[:MOST_NAMED]),
        "beside": [
            (field, getattr(person, field.name), form.audience_control(field))
            for field in profiles.FIELDS
            if field.name in ("email", "time_zone")
        ],
        "skills_control": form.audience_control(profiles.SKILLS),
        "birthday_control": form.audience_control(next(field for field in profiles.FIELDS if field.name == "birthday")),
        "settings_tabs": tabs_for("accounts:settings_profile"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/settings_profile.html", context, status=status)


def _under_the_day(error: ValidationError) -> ValidationError:
    """What is wrong with a birthday is said under the first of its three fields."""
    reasons = getattr(error, "error_dict", {})
    return ValidationError({"birth_day": reasons["birthday"]}) if "birthday" in reasons else error


def _is_kept(field: Any) -> bool:
    return field.managed if isinstance(field, ProfileField) else field.name == "started_on"


def _save(person: User, form: ProfileForm, audiences: dict[str, str]) -> None:
    asked = form.cleaned_data
    settings = {name: asked[name] for name in ("celebrate_birthday", "celebrate_start") if name in asked}
    said = {name: asked[name] for name in ("name", "job_title", "location", "phone", *PERSONAL) if name in asked}
    with unit():
        for name, chosen in audiences.items():
            actions.change_field_audience(person, name, chosen, by=person)
        actions.change_profile(person, by=person, **said)
        actions.change_birthday(
            person, by=person, day=asked["birth_day"], month=asked["birth_month"], year=asked["birth_year"]
        )
        actions.change_settings(person, by=person, **settings)
        actions.set_skills(person, split_skills(asked["skills"]), by=person)
        actions.answer_fields(person, form.asked_answers(), by=person)


@require_POST
@login_required
@throttled("picture", limit=20, per_seconds=600)
def picture(request: SignedIn) -> HttpResponse:
    """Put a picture into the arch, or take it out."""
    if "remove" in request.POST:
        actions.remove_avatar(request.user, by=request.user)
        messages.success(request, _("Picture removed."))
        return redirect("accounts:settings_profile")
    file = request.FILES.get("picture")
    limit = SiteSettings.current().max_upload_bytes
    if file is None:
        messages.error(request, _("Choose a picture first."))
    elif (file.size or 0) > limit:
        messages.error(request, _("This file is larger than %(count)d MB.") % {"count": limit // 2**20})
    else:
        try:
            actions.upload_avatar(request.user, file, by=request.user, whole="whole" in request.POST)
        except BadImage as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Picture saved."))
    return redirect("accounts:settings_profile")


def _admins_known_to(person: User) -> Any:
    """Whom to ask: an agency guest knows the admins of the own spaces at most."""
    return User.objects.visible_to(person).active().filter(role=User.Role.ADMIN).order_by("name", "pk")
