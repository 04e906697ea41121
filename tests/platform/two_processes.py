"""Two more processes at work on the database of a test, which begin at the same word. Each is this module run as a
program; what it is told to do it does in several threads at once, as a server does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
THREADS = 4
Order = tuple[str, dict[str, Any]]


def same_database() -> dict[str, str]:
    """The environment of another process that works on the database of this test."""
    here = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{here['NAME']}"
    else:
        url = f"postgres://{here['USER']}:{here['PASSWORD']}@{here['HOST']}:{here['PORT']}/{here['NAME']}"
    names = {"DATABASE_URL": url, "PORTICO_MODE": "test", "DJANGO_SETTINGS_MODULE": "intranet.settings"}
    return {**os.environ, **names}


class Pair:
    def __init__(self) -> None:
        self.processes = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.platform.two_processes"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=same_database(),
                cwd=ROOT,
                text=True,
            )
            for _half in range(2)
        ]
        for process in self.processes:
            assert self._line(process) == "ready"

    def __call__(self, one: Iterable[Order], other: Iterable[Order]) -> tuple[list[Any], list[Any]]:
        """What came of each: an answer, or the name of the refusal."""
        for process, orders in zip(self.processes, (one, other), strict=True):
            self._say(process, json.dumps(list(orders)))
        for process in self.processes:
            assert self._line(process) == "told"
        for process in self.processes:
            self._say(process, "go")
        answers = [json.loads(self._line(process)) for process in self.processes]
        return answers[0], answers[1]

    def close(self) -> None:
        for process in self.processes:
            process.communicate(timeout=20)

    @staticmethod
    def _say(process: subprocess.Popen[str], words: str) -> None:
        assert process.stdin is not None
        process.stdin.write(words + "\n")
        process.stdin.flush()

    @staticmethod
    def _line(process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, "one of the two has ended"
        return line.strip()


# --- In the other process --------------------------------------------------------------------------------------------


class Deeds:
    """Each looks everything up again, as a request does. People and things are named by number."""

    def decide(self, case: int, by: int, what: str) -> str:
        from intranet.moderation.deciding import Words, decide
        from intranet.moderation.models import Case

        return decide(Case.objects.get(pk=case), what, by=self._person(by), words=Words(f"Said by {by}")).outcome

    def accept(self, answer: int, by: int) -> bool:
        from forum.actions import accept_answer
        from forum.models import Answer

        return accept_answer(Answer.objects.get(pk=answer), by=self._person(by))

    def vote(self, entry: int, by: int) -> bool:
        from intranet.conversation.votes import vote_for

        return vote_for(self._entry(entry), by=self._person(by))

    def take_back(self, entry: int, by: int) -> bool:
        from intranet.conversation.votes import take_back_vote

        return take_back_vote(self._entry(entry), by=self._person(by))

    def vote_for_company(self, idea: int, company: int, by: int) -> bool:
        from ideas.actions import vote_for_company
        from intranet.accounts.models import Company

        return vote_for_company(self._entry(idea), Company.objects.get(pk=company), by=self._person(by))

    def merge(self, source: int, into: int, by: int) -> int:
        from ideas.actions import merge

        return merge(self._entry(source), into=self._entry(into), by=self._person(by)).pk

    def react(self, entry: int, by: int) -> bool:
        from intranet.conversation.actions import react

        return react(self._entry(entry), by=self._person(by), sort="bravi")

    def join(self, space: int, by: int) -> bool:
        from intranet.spaces.actions import join_space
        from intranet.spaces.models import Space

        return join_space(Space.objects.get(pk=space), by=self._person(by))

    def leave(self, space: int, by: int) -> bool:
        from intranet.spaces.actions import leave_space
        from intranet.spaces.models import Space

        return leave_space(Space.objects.get(pk=space), by=self._person(by))

    def invite(self, space: int, person: int, by: int) -> int:
        from intranet.spaces.actions import invite_to_space
        from intranet.spaces.models import Space

        return invite_to_space(Space.objects.get(pk=space), by=self._person(by), person=self._person(person)).pk

    def answer_invitation(self, request: int, accept: bool, by: int) -> bool:
        from intranet.spaces.actions import answer_invitation
        from intranet.spaces.models import JoinRequest

        return answer_invitation(JoinRequest.objects.get(pk=request), by=self._person(by), accept=accept)

    def found_space(self, name: str, by: int) -> str:
        from intranet.spaces.actions import create_space

        return create_space(by=self._person(by), name=name).slug

    @staticmethod
    def _person(pk: int) -> Any:
        from intranet.accounts.models import User

        return User.objects.get(pk=pk)

    @staticmethod
    def _entry(pk: int) -> Any:
        from intranet.content.kinds import real
        from intranet.content.models import Entry

        return real(Entry.objects.get(pk=pk))


def obey() -> None:
    import django

    django.setup()
    from django.core.exceptions import PermissionDenied, ValidationError
    from django.db import OperationalError, connections

    from intranet.moderation.deciding import Taken

    deeds = Deeds()

    def one(order: Order) -> Any:
        name, details = order
        for _press in range(5):
            try:
                return getattr(deeds, name)(**details)
            except (PermissionDenied, ValidationError, Taken) as refused:
                return type(refused).__name__
            except OperationalError:
                # The database had others to serve for too long: one is asked to press again, and does.
                continue
            except Exception as error:  # the test is told, whatever it is
                return repr(error)
            finally:
                connections.close_all()
        return "busy"

    def say(words: str) -> None:
        sys.stdout.write(words + "\n")
        sys.stdout.flush()

    say("ready")
    for line in sys.stdin:
        orders = json.loads(line)
        say("told")
        sys.stdin.readline()
        with ThreadPoolExecutor(THREADS) as pool:
            say(json.dumps(list(pool.map(one, orders))))


if __name__ == "__main__":
    obey()
