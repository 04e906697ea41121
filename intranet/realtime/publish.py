"""How everybody else speaks to the open browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .frames import CONTROL, RESERVED, Draft, fit
from .gates import is_stream_name
from .units import say


def publish(
    stream: str,
    event: str,
    *,
    html: Mapping[str, str] | None = None,
    numbered: Callable[[int], None] | None = None,
    **payload: Any,
) -> None:
    """Tell everyone who follows ``stream``, after the commit, in the order of commits, exactly once each.

    Frames are the same for every reader: ids and counts, never "mine" or "unread", never a title the reader might not
    see. ``html`` maps a language to a rendering; each socket gets the one of its own language.
    ``numbered`` is called with the frame's number in the transaction that gives it: it may write, and must not publish.
    Inside an ``@action`` the frame waits for the end of the outermost; outside it is an action by itself.
    """
    if not is_stream_name(stream):
        raise ValueError(f"{stream!r} is no stream: lower-case words, digits and underscores, at most 64.")
    if taken := RESERVED & payload.keys():
        raise ValueError(f"A frame sets {', '.join(sorted(taken))} itself.")
    said = dict(payload)
    if html is not None:
        said["html"] = {language: str(rendering) for language, rendering in html.items()}
    say(Draft(stream, event, fit(said), numbered))


def revoke(people: Iterable[int] = (), *, everyone: bool = False) -> None:
    """Ask again, within two seconds and in every process, what these people's open sockets may still follow.

    Call it in the action that takes something away: a membership, a role, a session, the account itself.
    An empty scope is refused: it is always a mistake of the caller.
    """
    ids = sorted(set(people))
    if everyone:
        publish(CONTROL, "revoked", everyone=True)
    elif ids:
        publish(CONTROL, "revoked", people=ids)
    else:
        raise ValueError("revoke() needs people, or everyone=True.")
