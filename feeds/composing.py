"""The kinds of things a composer can write. A kind registers itself in ``apps.py``::

    composing.register(ComposerKind("event", _("Event"), _("New event"), "cal", url=lambda space: …))

Each has a page of its own, which is all there is without scripts. With them a kind that has a ``form`` is written in
the composer at hand: its part is fetched and what has been typed stays; for any other the page is opened, and fields
there with ``data-carried="body"`` or ``"title"`` take up what was typed (static/js/feeds/carrying.js).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.spaces.models import Space

_PROMPT = _("What should the others know?")


def _everybody(writer: User, space: Space | None) -> bool:
    return True


@dataclass(frozen=True)
class ComposerKind:
    """``url`` is its page, for a space or for no one in particular, and where the composer sends it.

    ``form`` is a PostForm, whose ``own`` the template ``part`` shows; ``publish(form, by=)`` makes the entry of its
    cleaned data, and refuses with ValidationError. A kind that is written on its own page only has a ``page_form``
    instead, by which the page can be told who would hear of what is typed there.
    """

    name: str
    label: str | Promise
    heading: str | Promise
    icon: str
    url: Callable[[Space | None], str]
    form: Callable[..., Any] | None = None
    page_form: Callable[..., Any] | None = None
    publish: Callable[..., Entry] | None = None
    # Whether ``publish`` takes ``when=``, a time to come out at.
    may_wait: bool = False
    part: str = ""
    # What stands in the empty field.
    prompt: str | Promise = _PROMPT
    # Whether this writer may, there at all; the action asks again.
    offered: Callable[[User, Space | None], bool] = _everybody
    order: int = 50


_kinds: dict[str, ComposerKind] = {}


def register(kind: ComposerKind) -> None:
    _kinds[kind.name] = kind


def find(name: str) -> ComposerKind:
    return _kinds[name]


@dataclass(frozen=True)
class Door:
    """One kind as a composer in one place offers it."""

    kind: ComposerKind
    url: str

    @property
    def is_written_here(self) -> bool:
        """Whether the composer at hand can become that kind; templates cannot ask for a class, they would call it."""
        return self.kind.form is not None


class Offered(list[Door]):
    """The kinds one composer offers."""

    @property
    def told(self) -> tuple[tuple[str, str, str, bool, str, str], ...]:
        """As a kept part is told of them."""
        return tuple(
            (kind.name, door.url, str(kind.prompt), door.is_written_here, kind.icon, str(kind.label))
            for door in self
            for kind in (door.kind,)
        )


def doors(writer: User, space: Space | None) -> Offered:
    """The kinds this writer may choose from, in order; no query."""
    offered = [kind for kind in _kinds.values() if kind.offered(writer, space)]
    return Offered(Door(kind, kind.url(space)) for kind in sorted(offered, key=lambda kind: kind.order))
