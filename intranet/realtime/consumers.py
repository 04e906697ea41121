"""``/ws/live/``: one socket per tab. It parses, asks a gate, and is handed frames; it decides nothing.

The messages are described in docs/realtime.md.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from . import access, ledger
from .carrier import Misunderstood
from .gates import Opening, is_stream_name
from .presence import MOST_WATCHED
from .sockets import Socket

if TYPE_CHECKING:
    from intranet.accounts.models import User

    from .followed import Followed

MOST_FOLLOWED = 500
_LARGEST_SEQ = 2**53
# A user that was read for one follow serves the next ones of the same burst, unless a revocation comes between.
_USER_SECONDS = 5.0


class LiveConsumer(Socket):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wants_to_be_seen = self.is_seen = False
        self.user: User | None = None
        self.user_read_at = 0.0
        self.typed_at: dict[str, float] = {}

    async def begin(self) -> None:
        await self.follow(f"user_{self.caller.person}", None)

    def end(self) -> None:
        self._be_seen(False)

    # --- what a browser says ------------------------------------------------------------------------------------------
    async def take_in(self, content: dict[str, Any]) -> None:
        match content:
            case {"follow": str(name), "since": since} if len(content) == 2:
                await self.follow(_stream(name), _seq(since))
            case {"follow": str(name)} if len(content) == 1:
                await self.follow(_stream(name), None)
            case {"follow": dict(wanted)} if len(content) == 1:
                await self._follow_all({_stream(name): _seq(since) for name, since in wanted.items()})
            case {"unfollow": str(name)} if len(content) == 1:
                self.hub.part(self, _stream(name))
            case {"typing": str(name)} if len(content) == 1:
                self._type(_stream(name))
            case {"typing": str(name), "in": place} if len(content) == 2:
                self._type(_stream(name), _place(place))
            case {"here": bool(here)} if len(content) == 1:
                self.wants_to_be_seen = here
                self.show_presence()
            case {"watch": list(people)} if len(content) == 1:
                await self._watch({_person(key) for key in people})
            case _:
                raise Misunderstood("Say follow (and since), unfollow, typing, here or watch.")

    # --- following ----------------------------------------------------------------------------------------------------
    async def _follow_all(self, wanted: Mapping[str, int | None]) -> None:
        now = asyncio.get_running_loop().time()
        if not self.messages.take(len(wanted) / 20, now):
            raise Misunderstood("Too many streams at once.")
        for name, since in wanted.items():
            await self.follow(name, since)

    async def follow(self, name: str, since: int | None) -> None:
        """Ask the gate, say where the stream stands, replay what was missed, and take part from exactly there on."""
        if len(self.following) >= MOST_FOLLOWED and name not in self.following:
            raise Misunderstood(f"A socket follows at most {MOST_FOLLOWED} streams.")
        followed = self.hub.hold(name)
        self.hub.part(self, name)
        try:
            if not (opens := await self._gate_opens(name)):
                self.push_json({"refused": name})
                return
            # From here on a revocation finds it.
            self.following.add(name)
            if not followed.is_read:
                head = (await self.hub.in_thread(ledger.heads, [name]))[name]
                self.hub.begin(followed, head)
            if isinstance(opens, Opening) and since is not None:
                since = max(since, min(opens.floor, followed.head))
            await self._take_part(followed, since)
        finally:
            if self not in followed.sockets:
                self.following.discard(name)
            self.hub.release(followed)

    async def _gate_opens(self, name: str) -> bool | Opening:
        loop = asyncio.get_running_loop()
        while True:
            doubts = self.doubts
            known = self.user if loop.time() - self.user_read_at < _USER_SECONDS else None
            opens, user = await self.hub.in_thread(access.ask_gate, self.caller.person, known, name)
            if doubts != self.doubts:
                continue
            if known is None:
                self.user, self.user_read_at = user, loop.time()
            elif not opens:
                # It may have been given since that user was read.
                self.user = None
                continue
            return opens

    async def _take_part(self, followed: Followed, since: int | None) -> None:
        if since is not None and since > followed.head:
            await self._hurry(followed)
        self.push_json({"following": followed.name, "seq": followed.head})
        position = followed.head if since is None else since
        left = ledger.MOST_REPLAYED
        while position != followed.head:
            missed = await self._missed(followed, position, left)
            if not missed:
                self.resync(followed)
                break
            for frame in missed:
                if followed.name not in self.following:
                    return
                await self.write(frame.message(self.language))
            position, left = missed[-1].seq, left - len(missed)
        # No await since the last look at the head: nothing falls between the replay and the live frames.
        if followed.name in self.following and not self.closing:
            followed.sockets.add(self)

    async def _missed(self, followed: Followed, position: int, most: int) -> list[Any]:
        """The frames after ``position``; none when they are too many or no longer all kept."""
        if position > followed.head:
            return []
        missed = followed.after(position)
        if missed is None:
            missed = await self.hub.in_thread(ledger.frames_after, followed.name, position, most + 1)
            # The database may know more than has reached this process.
            self.hub.take(followed, missed)
        whole = bool(missed) and missed[0].seq == position + 1 and len(missed) <= most
        return missed if whole else []

    async def _hurry(self, followed: Followed) -> None:
        """The page was rendered after a commit that has not reached this process yet."""
        ahead = await self.hub.in_thread(ledger.frames_after, followed.name, followed.head)
        self.hub.take(followed, ahead)

    def resync(self, followed: Followed) -> None:
        if followed.name in self.following:
            self.push_json({"resync": followed.name, "seq": followed.head})

    # --- losing -------------------------------------------------------------------------------------------------------
    def doubt(self) -> None:
        super().doubt()
        self.user = None

    def lose(self, name: str) -> None:
        self.hub.counts["refused"] += 1
        self.hub.part(self, name)
        self.push_json({"refused": name})

    def beat(self, streams: Mapping[str, Followed]) -> None:
        """A browser that missed the last word of a quiet stream learns it."""
        heads = {name: streams[name].head for name in self.following if self in streams[name].sockets}
        self.push_json({"heads": heads})

    # --- typing and presence ------------------------------------------------------------------------------------------
    def _type(self, name: str, *place: int) -> None:
        now = asyncio.get_running_loop().time()
        if self.caller.shows_typing and name in self.following and now - self.typed_at.get(name, -1.0) >= 1.0:
            if len(self.typed_at) >= MOST_FOLLOWED:
                self.typed_at.clear()
            self.typed_at[name] = now
            self.hub.relay_typing(name, self.caller.person, *place)

    def show_presence(self) -> None:
        """Be seen when the tab is and the person likes to be."""
        self._be_seen(self.wants_to_be_seen and self.caller.shows_presence and self.entered)

    def _be_seen(self, seen: bool) -> None:
        if seen != self.is_seen:
            self.is_seen = seen
            (self.hub.presence.appear if seen else self.hub.presence.vanish)(self.caller.person)

    async def _watch(self, people: set[int]) -> None:
        if len(people) > MOST_WATCHED:
            raise Misunderstood(f"A socket watches at most {MOST_WATCHED} people.")
        while True:
            doubts = self.doubts
            shown = await self.hub.in_thread(access.presence_shown, self.caller.person, people)
            if doubts == self.doubts:
                break
        if not self.closing:
            self.hub.presence.watch(self, shown)


def _stream(name: str) -> str:
    if not is_stream_name(name):
        raise Misunderstood("A stream is called by lower-case words, digits and underscores.")
    return name


def _seq(since: Any) -> int | None:
    if since is None:
        return None
    if type(since) is not int or not 0 <= since < _LARGEST_SEQ:
        raise Misunderstood("since is the number of the last frame you have.")
    return since


def _place(place: Any) -> int:
    if type(place) is not int or not 0 < place < _LARGEST_SEQ:
        raise Misunderstood("in is the number of the entry under which one writes.")
    return place


def _person(key: Any) -> int:
    name, _, number = key.partition("_") if isinstance(key, str) else ("", "", "")
    if name != "user" or not (number.isascii() and number.isdigit()) or len(number) > 18:
        raise Misunderstood("watch takes a list of people, each as user_<id>.")
    return int(number)
