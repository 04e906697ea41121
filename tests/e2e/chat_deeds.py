"""What a test in a browser may ask of the rooms; see ``house``."""

from __future__ import annotations

from datetime import timedelta
from typing import Any


class ChatDeeds:
    def chat_room(self, name: str, members: list[str], messages: int = 0, days: int = 1) -> dict[str, Any]:
        """A closed room of the first of these people, in which they have said so many things in turn, over so many
        days. Nobody but the writers has read any of it."""
        from django.utils.timezone import now

        from chat import actions
        from chat.models import Message, Room

        owner, *others = people = [self._person(handle) for handle in members]
        room = actions.open_room(by=owner, name=name, sort=Room.Sort.CLOSED, people=others)
        made = [
            actions.send_message(room, by=people[number % len(people)], body=f"Numero {number}: {'parole ' * 12}").pk
            for number in range(1, messages + 1)
        ]
        for number, pk in enumerate(made):
            before = timedelta(days=days - 1 - number * days // len(made), minutes=6 * (len(made) - number))
            Message.objects.filter(pk=pk).update(published_at=now() - before)
        return {"pk": room.pk, "path": room.get_absolute_url(), "messages": made}

    def direct_room(self, people: list[str]) -> dict[str, Any]:
        from chat import actions

        first, *others = [self._person(handle) for handle in people]
        room = actions.direct_room(by=first, people=others)
        return {"pk": room.pk, "path": room.get_absolute_url()}

    def say(self, by: str, room: int, body: str) -> int:
        from chat import actions
        from chat.models import Room

        return actions.send_message(Room.objects.get(pk=room), by=self._person(by), body=body).pk

    def said(self, room: int, by: str) -> list[str]:
        """What somebody has said in a room, in its order."""
        from chat.models import Message

        mine = Message.objects.filter(room=room, author=self._person(by), seq__isnull=False).exclude(style="notice")
        return list(mine.order_by("seq").values_list("body", flat=True))

    def read_room(self, by: str, room: int, upto: int = 0) -> None:
        """All of it, or up to a message."""
        from chat import actions
        from chat.models import Message, Room

        found = Room.objects.get(pk=room)
        seq = Message.objects.get(pk=upto).seq if upto else found.last_seq
        actions.mark_read(found, by=self._person(by), seq=seq or 0)

    def day_of(self, message: int) -> str:
        """The day of a message, as a field takes it."""
        from django.utils.timezone import localtime

        from chat.models import Message

        return localtime(Message.objects.get(pk=message).published_at).date().isoformat()

    def put_out(self, by: str, room: int, whom: str) -> None:
        from chat import actions
        from chat.models import Room

        actions.remove_member(Room.objects.get(pk=room), by=self._person(by), person=self._person(whom))

    def account_of_room(self, room: int) -> dict[str, Any]:
        """What the database says was said in a room and told about it, and of itself."""
        from chat.models import Message, Room

        found = Room.objects.get(pk=room)
        said = Message.objects.filter(room=found).exclude(style="notice").order_by("pk")
        rows = said.values_list("client_id", "pk", "seq", "author__handle", "body")
        return self._account(found.key) | {
            "messages": [(str(key), *more) for key, *more in rows],
            "last_seq": found.last_seq,
        }

    def calls_at_most(self, heads: int) -> None:
        """In rooms of more people than this, only owners call everybody."""
        from intranet.core.models import SiteSettings

        SiteSettings.objects.update_or_create(pk=1, defaults={"chat_summon_most": heads})
        SiteSettings.forget()

    def left_to_do(self) -> dict[str, int]:
        """What waits for a worker: jobs that are due, and entries that the index does not have yet."""
        from django.db.models import Q
        from django.utils.timezone import now
        from django_tasks_db.models import DBTaskResult

        from intranet.search.models import Pending

        due = Q(run_after__isnull=True) | Q(run_after__lte=now())
        return {
            "jobs": DBTaskResult.objects.filter(due, status__in=["READY", "RUNNING"]).count(),
            "to index": Pending.objects.count(),
            "failed": DBTaskResult.objects.filter(status="FAILED").count(),
        }

    def found(self, by: str, words: str) -> int:
        """How much a search finds."""
        from intranet.search.queries import search

        return search(self._person(by), words, limit=1).total

    def mend(self) -> None:
        """After the database dropped this connection as well."""
        from django.db import connections

        connections.close_all()

    def _account(self, stream: str) -> dict[str, Any]:
        from django.db import connection

        from intranet.realtime.models import Frame, Stream

        frames = {
            one.name: list(Frame.objects.filter(stream=one.name).order_by("seq").values_list("seq", flat=True))
            for one in Stream.objects.all()
        }
        heads = dict(Stream.objects.values_list("name", "head"))
        whole, orphans = [("ok",)], []
        # PostgreSQL keeps its own order in both, at each commit.
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                whole = cursor.execute("PRAGMA integrity_check").fetchall()
                orphans = cursor.execute("PRAGMA foreign_key_check").fetchall()
        return {
            "stream": stream,
            "with_gaps": [name for name, seqs in frames.items() if seqs != list(range(1, heads[name] + 1))],
            "head": heads.get(stream, 0),
            "integrity": [row[0] for row in whole],
            "orphans": len(orphans),
        }

    def _person(self, handle: str) -> Any:
        from intranet.accounts.models import User

        return User.objects.get(handle=handle)
