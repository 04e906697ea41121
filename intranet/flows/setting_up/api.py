"""``setup``: steps, presets, tasks and the plan, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from intranet.accounts.models import User
from intranet.api.links import absolute
from intranet.api.pages import PageOf, Paging, page_of
from intranet.core.decisions import require
from intranet.core.http import SignedIn, get_visible
from intranet.core.models import SiteSettings
from intranet.site_settings import set_site

from . import actions, plan, policies, standing, steps
from .models import AppliedPreset, SetUp
from .pieces import piece
from .presets import PRESETS, digest_of
from .tasks import tasks_for

router = Router(tags=["setup"])

# Of the site's settings, those that the steps ask for; a logo is a file and goes by the page.
OF_THE_SITE = (
    "name",
    "front_text",
    "support_email",
    "contact_phone",
    "contact_address",
    "footer_text",
    "accent_hue",
    "default_language",
    "enabled_languages",
    "front_page",
    "shut_doors",
    "second_factor_for",
    "sign_up_open",
)


class SetupStepOut(Schema):
    key: str
    title: str
    saved: bool


class TaskOut(Schema):
    key: str
    title: str
    minutes: int
    done: bool
    url: str


class SetupChangeOut(Schema):
    key: str = Field(description="Such as `site.sign_up_open`, `rule.links.is_on`, `lane.12.street`, `parts.12`.")
    label: str
    before: Any
    after: Any


class PresetOut(Schema):
    key: str
    title: str
    says: str
    applied: int | None = Field(description="The number under which it is applied now.")


class PresetDetailOut(PresetOut):
    changes: list[SetupChangeOut] = Field(description="What it would change now.")
    seen: str = Field(description="Of these changes; give it to `apply`, so that nothing else happens.")


class AppliedOut(Schema):
    id: int
    preset: str
    by: str | None = Field(description="A handle.")
    at: datetime
    undone_at: datetime | None
    undone_by: str | None
    changes: list[SetupChangeOut]
    stayed: list[str] = Field(description="Keys of what people had changed meanwhile, so that it stayed.")


class SetUpOut(Schema):
    is_set_up: bool
    steps: list[SetupStepOut]
    tasks: list[TaskOut]
    presets: list[PresetOut]


class ApplyIn(Schema):
    seen: str = Field(
        "", description="As `GET /setup/presets/{key}` said it; refused where something has changed since."
    )


class SiteIO(Schema):
    name: str | None = None
    front_text: str | None = None
    support_email: str | None = None
    contact_phone: str | None = None
    contact_address: str | None = None
    footer_text: str | None = None
    accent_hue: int | None = Field(None, ge=0, le=359)
    default_language: str | None = None
    enabled_languages: list[str] | None = None
    front_page: str | None = Field(None, description="`feed` or `contacts`.")
    shut_doors: list[str] | None = Field(None, description="Doors of the street that are shut, such as `forum`.")
    second_factor_for: str | None = Field(None, description="`nobody`, `admins`, `moderators` or `staff`.")
    sign_up_open: bool | None = None


class SetupDoneIn(Schema):
    done: bool = True


class PlanIn(Schema):
    owner: str | None = Field(None, description="A handle; empty: nobody.")
    deputy: str | None = Field(None, description="A handle; empty: nobody.")
    cadence: SetUp.Cadence | None = None
    reply_hours: int | None = Field(None, ge=1, le=720)
    goal: str | None = Field(None, max_length=1000)
    voice: str | None = Field(None, max_length=1000)


class PlanLaneOut(Schema):
    space: str = Field(description="A slug.")
    reach: str
    says: str


class PlanOut(Schema):
    owner: str | None
    deputy: str | None
    cadence: str
    minutes_a_week: int
    reply_hours: int
    goal: str
    voice: str
    hours: str
    keepers: list[str] = Field(description="Handles of who keeps order over the whole house.")
    lanes: list[PlanLaneOut] = Field(description="Where words do not come out at once, in spaces that I may know of.")


@router.get("/setup", response=SetUpOut, summary="How far the house is set up")
def setup(request: SignedIn) -> dict[str, Any]:
    require(policies.can_set_up(request.user))
    saved = SetUp.current().saved
    return {
        "is_set_up": SiteSettings.current().is_set_up,
        "steps": [{"key": one.key, "title": str(one.title), "saved": one.key in saved} for one in steps.STEPS],
        "tasks": [
            {
                "key": one.task.key,
                "title": str(one.task.title),
                "minutes": one.task.minutes,
                "done": one.done,
                "url": absolute(one.url),
            }
            for one in tasks_for(request.user)
        ],
        "presets": [_preset(one) for one in standing.presets_now(request.user)],
    }


@router.put("/setup/done", response=SetupDoneIn, summary="Say that the house is set up, or is not")
def setup_done(request: SignedIn, said: SetupDoneIn) -> dict[str, Any]:
    actions.finish(by=request.user, done=said.done)
    return {"done": said.done}


@router.get("/setup/site", response=SiteIO, summary="What the steps have set of the site")
def setup_site(request: SignedIn) -> dict[str, Any]:
    require(policies.can_set_up(request.user))
    return _site()


@router.put("/setup/site", response=SiteIO, summary="Change some of it; what is not named stays")
def change_setup_site(request: SignedIn, said: SiteIO) -> dict[str, Any]:
    require(policies.can_set_up(request.user))
    set_site(by=request.user, **said.dict(exclude_unset=True, exclude_none=True))
    return _site()


@router.get("/setup/presets/{slug:key}", response=PresetDetailOut, summary="What a preset would change")
def setup_preset(request: SignedIn, key: str) -> dict[str, Any]:
    require(policies.can_set_up(request.user))
    found = next((one for one in standing.presets_now(request.user) if one.preset.key == key), None)
    if found is None:
        raise Http404
    changes = found.preset.changes()
    return _preset(found) | {
        "changes": [
            {"key": one.piece.key, "label": one.piece.label, "before": one.before, "after": one.after}
            for one in changes
        ],
        "seen": digest_of(changes),
    }


@router.post(
    "/setup/presets/{slug:key}/apply", response=AppliedOut | None, summary="Apply a preset: all of it, or nothing"
)
def apply_setup_preset(request: SignedIn, key: str, said: ApplyIn) -> dict[str, Any] | None:
    """Null where everything is so already."""
    require(policies.can_set_up(request.user))
    if key not in PRESETS:
        raise Http404
    applied = actions.apply_preset(key, by=request.user, seen=said.seen)
    return _applied(applied) if applied is not None else None


@router.get("/setup/applied", response=PageOf[AppliedOut], summary="The presets that were applied")
def applied_presets(request: SignedIn, paging: Query[Paging]) -> dict[str, Any]:
    require(policies.can_set_up(request.user))
    rows = AppliedPreset.objects.select_related("by", "undone_by")
    return page_of(rows, paging, _applied, by=("-pk",))


@router.post("/setup/applied/{int:pk}/undo", response=AppliedOut, summary="Take a preset back")
def undo_setup_preset(request: SignedIn, pk: int) -> dict[str, Any]:
    """What people have changed meanwhile stays, and is named in ``stayed``."""
    require(policies.can_set_up(request.user))
    actions.undo_preset(get_object_or_404(AppliedPreset.objects.order_by(), pk=pk), by=request.user)
    return _applied(AppliedPreset.objects.select_related("by", "undone_by").get(pk=pk))


@router.get("/setup/plan", response=PlanOut, summary="The written plan")
def setup_plan(request: SignedIn) -> dict[str, Any]:
    """For everybody who works here."""
    require(policies.can_read_plan(request.user))
    return _plan(request.user)


@router.put("/setup/plan", response=PlanOut, summary="Write the plan; what is not named stays")
def write_setup_plan(request: SignedIn, said: PlanIn) -> dict[str, Any]:
    require(policies.can_set_up(request.user))
    wanted = said.dict(exclude_unset=True)
    for name in ("owner", "deputy"):
        if name in wanted:
            handle = wanted[name]
            wanted[name] = get_visible(User.objects.active(), request.user, handle=handle) if handle else None
    kept = {name: value for name, value in wanted.items() if value is not None or name in ("owner", "deputy")}
    actions.write_plan(by=request.user, **kept)
    return _plan(request.user)


def _site() -> dict[str, Any]:
    return {name: piece(f"site.{name}").read() for name in OF_THE_SITE}


def _preset(one: standing.Standing) -> dict[str, Any]:
    found = one.preset
    applied = one.applied.pk if one.applied is not None else None
    return {"key": found.key, "title": str(found.title), "says": str(found.says), "applied": applied}


def _applied(one: AppliedPreset) -> dict[str, Any]:
    return {
        "id": one.pk,
        "preset": one.preset,
        "by": one.by.handle if one.by else None,
        "at": one.at,
        "undone_at": one.undone_at,
        "undone_by": one.undone_by.handle if one.undone_by else None,
        "changes": one.changes,
        "stayed": one.stayed,
    }


def _plan(viewer: User) -> dict[str, Any]:
    said = plan.written(viewer)
    found: SetUp = said["setup"]
    return {
        "owner": found.owner.handle if found.owner else None,
        "deputy": found.deputy.handle if found.deputy else None,
        "cadence": found.cadence,
        "minutes_a_week": said["minutes"],
        "reply_hours": found.reply_hours,
        "goal": found.goal,
        "voice": found.voice,
        "hours": said["hours"],
        "keepers": [person.handle for person in said["keepers"]],
        "lanes": [
            {"space": one["space"].slug, "reach": str(one["reach"]), "says": one["says"]} for one in said["lanes"]
        ],
    }
