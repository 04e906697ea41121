"""What whoever runs a house does first, each with where it is done and whether it is: the house itself says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from feeds.models import Post
from forum.models import Category, Desk
from intranet.accounts.models import Invitation, User
from intranet.accounts.threshold import has_second_factor
from intranet.core.models import SiteSettings
from intranet.spaces.models import Space
from wiki.docs.outside import guest, pages_for

from .models import SetUp


@dataclass(frozen=True)
class Task:
    key: str
    title: Any
    says: Any
    minutes: int
    url: Callable[[], str]
    is_done: Callable[[User], bool]


class Asked(NamedTuple):
    task: Task
    url: str
    done: bool


def tasks_for(person: User) -> list[Asked]:
    return [Asked(one, one.url(), one.is_done(person)) for one in TASKS]


def _others() -> Any:
    return User.objects.active().staff().filter(is_system=False)


TASKS = (
    Task(
        "second-step",
        _("Put a second step before your own account"),
        _("Whoever holds an admin’s password holds the house."),
        3,
        lambda: reverse("accounts:settings_security"),
        has_second_factor,
    ),
    Task(
        "space",
        _("Open a first space"),
        _("People write in places: a team, a project, everybody."),
        2,
        lambda: reverse("flows:setup-step", args=["spaces"]),
        lambda _person: Space.objects.current().exists(),
    ),
    Task(
        "invite",
        _("Invite a few colleagues"),
        _("Five who are curious do more than fifty who were told to."),
        5,
        lambda: reverse("accounts:invitations"),
        lambda person: Invitation.objects.exists() or _others().exclude(pk=person.pk).exists(),
    ),
    Task(
        "post",
        _("Write the first post"),
        _("Say why this house is here, and what you hope for. An empty room stays empty."),
        5,
        lambda: reverse("feeds:home"),
        lambda _person: Post.objects.published().exists(),
    ),
    Task(
        "moderator",
        _("Name somebody who keeps order with you"),
        _("Two people can be ill at different times."),
        2,
        lambda: reverse("flows:setup-step", args=["order"]),
        lambda person: User.objects.active().filter(role__in=["moderator", "admin"]).exclude(pk=person.pk).exists(),
    ),
    Task(
        "contacts",
        _("Say how people reach you"),
        _("An address or a telephone number on every page of the street."),
        2,
        lambda: reverse("flows:setup-step", args=["name"]),
        lambda _person: bool(SiteSettings.current().support_email or SiteSettings.current().contact_phone),
    ),
    Task(
        "page",
        _("Bring out a first page for customers"),
        _("The answer to what you are asked most often."),
        15,
        lambda: reverse("wiki:home"),
        lambda _person: pages_for(guest()).exists(),
    ),
    Task(
        "questions",
        _("Give questions a place"),
        _("A category in the community, or a desk that takes letters."),
        5,
        lambda: reverse("forum:home"),
        lambda _person: Category.objects.exists() or Desk.objects.taking().exists(),
    ),
    Task(
        "plan",
        _("Write the plan down"),
        _("Who runs it, how often, in which voice: one page that colleagues can read."),
        10,
        lambda: reverse("flows:setup-plan-edit"),
        lambda _person: SetUp.current().owner_id is not None,
    ),
)
