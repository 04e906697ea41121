"""Keeping searches, and words to be told of."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.realtime.units import action

from .alerts import forget_told
from .models import SavedSearch
from .page import State
from .policies import can_save_searches
from .words import words_of

MOST = 50
LONGEST_NAME = 60


@action
def save_search(*, by: User, name: str, query: str, alert: str = "off") -> SavedSearch:
    """Keep a search under a name; under one that is taken, it takes the place of the one before. ``query`` is the
    query string of the page."""
    require(can_save_searches(by))
    wanted = State.read(dict(parse_qsl(query)))
    if not wanted.asks or len(wanted.query) > 600:
        raise ValidationError(_("There is nothing to search for in this."), code="query")
    return _keep(by, _named(name), wanted.query, alert, is_watch=False, exactly=False)


@action
def watch_words(*, by: User, words: str, alert: str = "at_once", exactly: bool = False) -> SavedSearch:
    """Be told when somebody writes these words: one, or several in this order. In any of their forms, unless
    ``exactly``."""
    require(can_save_searches(by))
    words = _named(words.replace('"', " "))
    if not words_of(words):
        raise ValidationError({"words": _("Write a word, or several that follow each other.")}, code="words")
    if alert == SavedSearch.Alert.OFF:
        raise ValidationError(_("Choose when to be told."), code="alert")
    return _keep(by, words, urlencode({"q": f'"{words}"'}), alert, is_watch=True, exactly=exactly)


@action
def set_alert(saved: SavedSearch, *, by: User, alert: str) -> bool:
    """When its holder is told. What was published before it was switched on is no news."""
    mine = SavedSearch.objects.select_for_update().filter(pk=saved.pk, person=by).first()
    if mine is None or mine.alert == _known(alert):
        return False
    if mine.alert == SavedSearch.Alert.OFF:
        mine.since = now()
    mine.alert = alert
    mine.save(update_fields=["alert", "since"])
    return True


@action
def delete_search(saved: SavedSearch, *, by: User) -> bool:
    mine = SavedSearch.objects.filter(pk=saved.pk, person=by)
    forget_told(mine)
    return bool(mine.delete()[0])


def _keep(by: User, name: str, query: str, alert: str, *, is_watch: bool, exactly: bool) -> SavedSearch:
    _known(alert)
    User.objects.select_for_update().get(pk=by.pk)
    mine = SavedSearch.objects.filter(person=by)
    same = mine.filter(name=name, is_watch=is_watch)
    if not same.exists() and mine.count() >= MOST:
        raise ValidationError(_("You keep fifty searches already. Delete one first."), code="most")
    saved, _made = mine.update_or_create(
        person=by,
        name=name,
        is_watch=is_watch,
        defaults={"query": query, "alert": alert, "exactly": exactly, "since": now()},
    )
    return saved


def _named(name: str) -> str:
    name = " ".join(name.replace("\0", " ").split())[:LONGEST_NAME].strip()
    if not name:
        raise ValidationError({"name": _("Give it a name.")}, code="name")
    return name


def _known(alert: str) -> str:
    if alert not in SavedSearch.Alert.values:
        raise ValidationError(_("Choose when to be told."), code="alert")
    return alert
