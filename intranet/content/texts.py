"""From what was typed to what is kept: Markdown is rendered once, when it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.accounts.models import User
from intranet.core.markup import RENDERER_VERSION, Call, Person, Rendered, Team, render
from intranet.core.models import SiteSettings
from intranet.spaces.audiences import is_apart, people_met_in
from intranet.spaces.teams import can_mention_team, teams_meant

from . import kinds
from .models import Entry
from .references import meant_by
from .tags import file_under

OnText = Callable[[Entry, Rendered, User], None]
OnSent = Callable[[Entry, User], None]
_listeners: list[OnText] = []
_waiting: list[OnSent] = []


def on_text(listener: OnText) -> OnText:
    """Register what must follow each writing of an entry's text, in the same transaction: mentions, watching."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def on_sent(listener: OnSent) -> OnSent:
    """Register what must follow when a form with an entry's text has been taken, published or not: its draft goes."""
    if listener not in _waiting:
        _waiting.append(listener)
    return listener


def sent(entry: Entry, *, by: User) -> None:
    for listener in _waiting:
        listener(entry, by)


def people_taking_part(root: Entry) -> QuerySet[User]:
    """Who has written in a discussion: the names every reader of it sees, which those of narrower notes are not."""
    written = Entry.objects.published().filter(Q(pk=root.entry_id) | Q(root_id=root.entry_id))
    written = written.exclude(kind__in=kinds.narrower_kinds())
    return User.objects.active().filter(pk__in=written.values("author_id"))


def people_known_to(
    writer: User, *, root: Entry | None = None, home: int | None = None, audience: str = ""
) -> Callable[[set[str]], Mapping[str, Person | Team]]:
    """Who an ``@handle`` written by this person can mean: active people whom the writer may see, whoever takes part in
    the same discussion or is met where ``audience`` is, else the spaces that the writer may name as a whole in what
    stands in the space ``home``."""

    def find(handles: set[str]) -> Mapping[str, Person | Team]:
        named = User.objects.active().filter(handle__in=handles)
        known = Q(pk__in=User.objects.visible_to(writer).filter(handle__in=handles).values("pk"))
        if root is not None:
            known |= Q(pk__in=people_taking_part(root).values("pk"))
        if audience and is_apart(audience):
            known |= Q(pk__in=people_met_in(audience).values("pk"))
        found = named.filter(known).values_list("pk", "handle", "name")
        people: dict[str, Person | Team] = {handle: Person(pk, handle, name) for pk, handle, name in found}
        teams = teams_meant(handles - people.keys(), writer) if handles - people.keys() else {}
        return people | {
            handle: Team(space.pk, space.slug, space.name)
            for handle, space in teams.items()
            if can_mention_team(writer, space, home=home)
        }

    return find


def rendered(
    source: str,
    *,
    by: User,
    root: Entry | None = None,
    home: int | None = None,
    audience: str = "",
    calls: Mapping[str, str] | None = None,
    anchors: bool = False,
    longest: int | None = None,
) -> Rendered:
    """Render ``source`` as written by ``by``. ``calls``: names that mean everybody there, before anybody's own.
    ValidationError, with a sentence, for more than ``longest`` characters, or than the site allows."""
    longest = longest or SiteSettings.current().max_body_length
    if len(source) > longest:
        over = len(source) - longest
        raise ValidationError(
            ngettext(
                "The text is too long: please cut %(over)s character.",
                "The text is too long: please cut %(over)s characters.",
                over,
            )
            % {"over": over},
            code="too_long",
        )
    known = people_known_to(by, root=root, home=home, audience=audience)

    def meant(handles: set[str]) -> Mapping[str, Person | Team | Call]:
        called = {handle: Call(calls[handle]) for handle in handles if handle in calls} if calls else {}
        return {**(known(handles - called.keys()) if handles - called.keys() else {}), **called}

    return render(source, people=meant, pages=meant_by(by, home=home), anchors=anchors)


def write_text(entry: Entry, *, by: User, title: str, body: str) -> Rendered:
    """Set an entry's words and everything derived from them, on the object; the caller saves."""
    body = body.replace("\r\n", "\n").replace("\x00", "").strip()
    title = " ".join(title.replace("\x00", "").split())
    if len(title) > 200:
        raise ValidationError(_("The title is too long: 200 characters at most."), code="title_too_long")
    kind = kinds.known(entry.kind or entry._meta.label_lower)
    calls = kind.calls(entry) if kind is not None else {}
    result = rendered(
        body,
        by=by,
        root=entry.root,
        home=entry.space_id,
        audience=entry.wanted_audience,
        calls=calls,
        anchors=kind is not None and kind.anchors,
        longest=kind.longest if kind is not None else None,
    )
    if kind is not None and calls:
        kind.called(entry, result.calls, by)
    entry.title, entry.body = title, body
    entry.body_html, entry.body_text = result.html, result.text
    entry.renderer = RENDERER_VERSION
    return result


def after_text(entry: Entry, result: Rendered, *, by: User) -> None:
    """Tags, mentions and whatever else hangs on the words, once the entry has its row."""
    kind = kinds.known(entry.kind)
    own = kind.own_tags(kinds.real(entry)) if kind is not None and kind.has_own_tags else ()
    file_under(entry, [*result.tags, *own])
    for listener in _listeners:
        listener(entry, result, by)
