"""Somebody's part in ideas, beyond what they wrote, which is among the entries."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ideas.sealing import proof
from intranet.accounts.models import User
from intranet.accounts.personal_data import Chapter, Rows, on_erase, register, table

from .models import (
    Campaign,
    Corner,
    Heard,
    Idea,
    Juror,
    Merge,
    Opening,
    Seal,
    Split,
    StatusChange,
    Step,
    Subscriber,
    Unsealing,
)


def _register() -> None:
    table(
        "ideas_answered",
        _("Ideas you answered officially"),
        Idea,
        of="answered_by",
        also=["title"],
        goes=False,
        order=62,
    )
    table("ideas_owned", _("Ideas you own"), Idea, of="owner", also=["title"], goes=False, order=62)
    table("ideas_moved_on", _("Ideas you moved on"), StatusChange, of="by", goes=False, order=62)
    table("steps_made", _("Steps you wrote down"), Step, of="made_by", goes=False, order=62)
    table("steps_done", _("Steps you ticked off"), Step, of="done_by", goes=False, order=62)
    table(
        "corners",
        _("Boards you told something in private"),
        Corner,
        also=["board__name"],
        goes=False,
        order=62,
    )
    table("openings_asked", _("Private ideas you asked to open"), Opening, of="asked_by", goes=False, order=62)
    table("seals_asked", _("Seals you asked to open"), Unsealing, of="asked_by", goes=False, order=62)
    table("seals_decided", _("Seals you decided about"), Unsealing, of="decided_by", goes=False, order=62)
    table(
        "campaigns_announced",
        _("Results you announced"),
        Campaign,
        of="announced_by",
        also=["title"],
        goes=False,
        order=62,
    )
    table("juries", _("Juries you sit on"), Juror, also=["campaign__title"], order=62)
    table("ideas_joined", _("Ideas you joined"), Merge, of="made_by", goes=False, order=62)
    table("deliveries_heard", _("What you were told is delivered"), Heard, also=["entry__title"], order=62)
    register(Chapter("releases_by_mail", _("Releases by mail"), _subscriptions, order=62))
    on_erase(_forget_address)
    table("ideas_split_off", _("Comments you made ideas"), Split, of="made_by", without=["was"], goes=False, order=62)
    table("ideas_put_back", _("Ideas you put back"), Split, of="undone_by", without=["was"], goes=False, order=62)
    table("ideas_parted", _("Ideas you parted again"), Merge, of="undone_by", goes=False, order=62)
    on_erase(_let_go_of_seals)


def _let_go_of_seals(person: User, by: User) -> None:
    """What somebody wrote without a name stays, and nothing leads from it to them any more."""
    for seal in Seal.objects.all().iterator():
        if proof.was_by(person, seal):
            proof.emptied(seal)
            seal.save(update_fields=["cipher", "proof"])


def _subscriptions(person: User) -> Rows:
    """By the address of the account: who asked without one is known by nothing else."""
    found = Subscriber.objects.filter(email=person.email)
    return [dict(row) for row in found.values("email", "language", "asked_at", "confirmed_at")]


def _forget_address(person: User, by: User) -> None:
    Subscriber.objects.filter(email=person.email).delete()


_register()
