"""From what was typed to what is kept: Markdown is rendered once, when it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intranet.accounts.models import User
from intranet.core.markup import RENDERER_VERSION, Person, Rendered, render
from intranet.core.models import SiteSettings

if TYPE_CHECKING:
    from .models import Entry

OnText = Callable[["Entry", Rendered, User], None]
_listeners: list[OnText] = []


def on_text(listener: OnText) -> OnText:
    """Register what must follow each writing of an entry's text, in the same transaction: mentions, watching."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def people_known_to(writer: User) -> Callable[[set[str]], Mapping[str, Person]]:
    """Who an ``@handle`` written by this person can mean: active people whom the writer may see."""

    def find(handles: set[str]) -> Mapping[str, Person]:
        found = User.objects.visible_to(writer).active().filter(handle__in=handles)
        return {handle: Person(pk, handle, name) for pk, handle, name in found.values_list("pk", "handle", "name")}

    return find


def rendered(source: str, *, by: User) -> Rendered:
    """Render ``source`` as written by ``by``. ValidationError, with a sentence, when it is longer than the site allows."""
    longest = SiteSettings.current().max_body_length
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
    return render(source, people=people_known_to(by))


def write_text(entry: Entry, *, by: User, title: str, body: str) -> Rendered:
    """Set an entry's words and everything derived from them, on the object; the caller saves."""
    body = body.replace("\r\n", "\n").strip()
    title = " ".join(title.split())
    if len(title) > 200:
        raise ValidationError(_("The title is too long: 200 characters at most."), code="title_too_long")
    result = rendered(body, by=by)
    entry.title, entry.body = title, body
    entry.body_html, entry.body_text = result.html, result.text
    entry.renderer = RENDERER_VERSION
    return result


def after_text(entry: Entry, result: Rendered, *, by: User) -> None:
    """Tags, mentions and whatever else hangs on the words, once the entry has its row."""
    entry.tags.set(result.tags)
    for listener in _listeners:
        listener(entry, result, by)
