"""The product as ``make run`` starts it, in a folder of its own, with a small firm in it.

``python -m tests.e2e.house`` is the firm's hand inside: it does what a test tells it on its standard input, one JSON
object a line, through the same actions as everybody.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import django
from django.utils.text import slugify

from .chat_deeds import ChatDeeds
from .editing_deeds import EditingDeeds
from .forum_deeds import ForumDeeds
from .idea_deeds import IdeaDeeds
from .page_deeds import PageDeeds
from .queue_deeds import QueueDeeds
from .road_deeds import RoadDeeds

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "porticus-in-the-shade"
START_SECONDS = 180


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def migrated_database() -> Path:
    """An empty database after all migrations."""
    migrations = (path for path in ROOT.glob("**/migrations/*.py") if ".venv" not in path.parts)

    def make(product: Product, part: Path) -> None:
        product.manage("migrate", "--noinput", "--verbosity", "0")
        with contextlib.closing(sqlite3.connect(product.data / "portico.sqlite3")) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(product.data / "portico.sqlite3", part)

    return _kept("migrated", migrations, make)


def gathered_pages() -> Path:
    """The folder of static files under the names that pages link."""
    subprocess.run([ROOT / "tools/bundle"], check=True)
    sources = [ROOT / "requirements/base.txt", ROOT / "intranet/core/staticfiles.py"]
    sources += [path for path in (ROOT / "static").rglob("*") if path.is_file()]

    def make(product: Product, part: Path) -> None:
        product.manage("collectstatic", "--noinput", "--verbosity", "0")
        shutil.copytree(product.data / "static", part)

    return _kept("pages", sources, make)


def _kept(name: str, sources: Iterable[Path], make: Callable[[Product, Path], None]) -> Path:
    """What ``make`` makes, once for as long as no source changes: every house begins with it, and it takes several
    seconds of processor time."""
    print_of_all = hashlib.sha256(django.__version__.encode())
    for path in sorted(sources):
        print_of_all.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    kept = Path(tempfile.gettempdir()) / f"portico-{name}-{os.getuid()}"
    kept.mkdir(mode=0o700, exist_ok=True)
    made = kept / print_of_all.hexdigest()[:16]
    if made.exists():
        return made  # and nobody waits for who makes another
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            # Several copies of the repository beside each other have several of these.
            others = [path for path in kept.iterdir() if path.name != "lock"]
            for older in sorted(others, key=lambda path: path.stat().st_mtime)[:-8]:
                shutil.rmtree(older) if older.is_dir() else older.unlink()
            with tempfile.TemporaryDirectory() as data:
                part = made.with_suffix(".part")
                shutil.rmtree(part, ignore_errors=True)
                make(Product(Path(data)), part)
                part.rename(made)
    return made


def _linked_or_copied(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # on another disk
        shutil.copyfile(source, target)


# Whoever started it may be killed for having hung.
_WITH_ME = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []


class Product:
    """Server, workers and schedule in one process: ``manage.py serve``. Can be killed and started again."""

    def __init__(self, data: Path, *, jobs: int | None = None, **environment: str) -> None:
        """``jobs``: how many at a time in this process, 0 where a worker stands beside it."""
        self.data, self.port = data, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PORTICO_", "DJANGO_"))},
            "PORTICO_MODE": "demo",
            "PORTICO_DATA": str(data),
            "PORT": str(self.port),
            "SITE_URL": self.address,
            "LOG_LEVEL": "WARNING",
            **environment,
        }
        self.more = [] if jobs is None else ["--jobs", str(jobs)]
        self.process: subprocess.Popen[bytes] | None = None
        self.log = data / "serve.log"

    def prepare(self, *, with_pages: bool = True) -> None:
        shutil.copyfile(migrated_database(), self.data / "portico.sqlite3")
        if with_pages:
            shutil.copytree(gathered_pages(), self.data / "static", copy_function=_linked_or_copied)

    def manage(self, *words: str) -> None:
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=self.environment, check=True)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*_WITH_ME, sys.executable, "manage.py", "serve", "--port", str(self.port), *self.more],
                cwd=ROOT,
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        # It says so itself when it listens; then the first question is answered as soon as it is asked.
        line = self._first_line()
        assert "Portico is at" in line, self.log.read_text()[-3000:] + line
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        """On a machine that is busy the jobs of before may be late, which it says until they are done."""
        deadline, pause = time.monotonic() + START_SECONDS, threading.Event()
        while True:
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=START_SECONDS) as answer:
                    assert answer.status == 200
                    return
            except urllib.error.HTTPError as late:
                if late.code != 503 or time.monotonic() > deadline:
                    raise
                pause.wait(0.2)

    def _first_line(self) -> str:
        assert self.process is not None
        assert self.process.stdout is not None
        return self.process.stdout.readline().decode()

    def kill(self) -> None:
        """As a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(20)
        if self.process.stdout:
            self.process.stdout.close()

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(20)
        if self.process.stdout:
            self.process.stdout.close()


class Hand:
    """The other end of this module run as a program."""

    def __init__(self, product: Product) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.house"],
            cwd=ROOT,
            env=product.environment | {"DJANGO_SETTINGS_MODULE": "intranet.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, deed: str, **details: Any) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": deed, **details}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"{deed} ended the helping hand"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["done"]

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(20)
        if self.process.stdout:
            self.process.stdout.close()


@contextlib.contextmanager
def open_house(
    data: Path, *, with_pages: bool = True, jobs: int | None = None, **environment: str
) -> Iterator[tuple[Product, Hand]]:
    product = Product(data, jobs=jobs, **environment)
    product.prepare(with_pages=with_pages)
    hand = Hand(product)
    try:
        hand("move_in")
        product.start()
        yield product, hand
    finally:
        if product.process is not None:
            product.stop()
        hand.close()


# --- Inside ----------------------------------------------------------------------------------------------------------


class Deeds(ChatDeeds, PageDeeds, EditingDeeds, ForumDeeds, IdeaDeeds, QueueDeeds, RoadDeeds):
    """What a test may ask for. People are named by handle, spaces by slug."""

    def move_in(self) -> dict[str, int]:
        from tests import factories

        firm = factories.a_company("Acme")
        people = [
            factories.a_person("Ada Bianchi", handle="ada", job_title="Engineer"),
            factories.a_person("Ben Rossi", handle="ben", job_title="Designer"),
            factories.a_person("Cleo Verdi", handle="cleo"),
            factories.a_person("Mara Conti", handle="mara", role="moderator"),
            factories.a_person("Aldo Greco", handle="aldo", role="admin"),
            factories.a_customer("Dora Neri", handle="dora", company=firm),
            factories.a_person("Zoë Núñez", handle="zoe"),
            factories.a_person("Otto Blu", handle="otto"),
            factories.a_person("Nora Sala", handle="nora"),
        ]
        from allauth.account.models import EmailAddress

        for person in people:
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        return {person.handle: person.pk for person in people}

    def furnish(self) -> dict[str, Any]:
        """A thing behind every address of the house."""
        from .every_page import firm

        return firm.furnish()

    def open_session(self, handle: str) -> dict[str, str]:
        from .every_page import firm

        return firm.session_of(handle)

    def say_everywhere(self, attacks: list[str], turn: int) -> dict[str, int]:
        from .attacks.said import say_everywhere

        return say_everywhere(attacks, turn)

    def newcomer(self, name: str) -> str:
        """Somebody whom no other test knows, nor this one when it is tried again."""
        from allauth.account.models import EmailAddress

        from tests import factories

        person = factories.a_person(name, handle=f"{slugify(name)}-{uuid4().hex[:6]}")
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        return person.handle

    def room(self, name: str, members: list[str], posts: int = 0, visibility: str = "open") -> dict[str, Any]:
        """A space with so many posts by its first member in it."""
        from feeds.actions import publish_post

        from .spaces_again import a_space_called

        owner, *others = [self._person(handle) for handle in members]
        space = a_space_called(name, owner=owner, members=tuple(others), visibility=visibility)
        made = [
            publish_post(
                by=self._person(members[0]),
                space=space,
                title=f"{name}, numero {number}",
                body=f"Quel che se ne dice, in poche righe. {'E qualche parola in più. ' * 12}",
            ).pk
            for number in range(1, posts + 1)
        ]
        return {"name": space.name, "slug": space.slug, "pk": space.pk, "posts": made}

    def post(self, by: str, space: str, body: str, title: str = "") -> int:
        from feeds.actions import publish_post
        from intranet.spaces.models import Space

        return publish_post(by=self._person(by), space=Space.objects.get(slug=space), body=body, title=title).pk

    def index(self) -> int:
        """Have everything found that was written by now."""
        from intranet.search.indexing import index_pending

        return index_pending.call()

    def poll(self, by: str, space: str, body: str, options: list[str], **terms: Any) -> dict[str, Any]:
        from feeds.actions import publish_post
        from intranet.conversation.polls.wanted import WantedPoll
        from intranet.spaces.models import Space

        where, wanted = Space.objects.get(slug=space), WantedPoll(tuple(options), **terms)
        post = publish_post(by=self._person(by), space=where, body=body, poll=wanted)
        return {"post": post.pk, "options": list(post.poll.options.values_list("pk", flat=True))}

    def vote(self, poll: int, options: list[int], by: list[str]) -> int:
        """Each of these people, one after the other; how many of the votes were taken."""
        from django.core.exceptions import PermissionDenied

        from intranet.conversation.models import Poll
        from intranet.conversation.polls.actions import vote

        taken = 0
        for handle in by:
            try:
                taken += vote(Poll.objects.get(pk=poll), by=self._person(handle), options=options)
            except PermissionDenied:
                continue
        return taken

    def votes_of(self, poll: int) -> dict[str, Any]:
        from intranet.conversation.models import Ballot, Choice, Poll
        from intranet.realtime.models import Frame

        found = Poll.objects.get(pk=poll)
        frames = Frame.objects.filter(stream=f"poll_{poll}", event="conversation.poll.voted").order_by("seq")
        return {
            "voters": found.voters_count,
            "ballots": Ballot.objects.filter(poll=poll).count(),
            "people": Ballot.objects.filter(poll=poll).values("person").distinct().count(),
            "tally": list(found.options.values_list("votes", flat=True)),
            "choices": Choice.objects.filter(ballot__poll=poll).count(),
            "told": [frame.payload["votes"] for frame in frames],
        }

    def crowd(self, name: str, how_many: int, space: str) -> list[str]:
        """So many people more, all of them in a space."""
        from intranet.spaces.actions import add_member
        from intranet.spaces.models import Space
        from tests import factories

        where = Space.objects.get(slug=space)
        people = [factories.a_person(f"{name} {number}") for number in range(how_many)]
        for person in people:
            add_member(where, by=where.created_by, person=person)
        return [person.handle for person in people]

    def stand(self, by: str, way: str, towards: str) -> None:
        """Follow, mute or block somebody; "none" takes it back."""
        from intranet.content.actions import stances

        does = {"follow": stances.follow, "mute": stances.mute, "block": stances.block, "none": stances.let_be}
        does[way](self._person(towards), by=self._person(by))

    def comment(self, by: str, post: int, body: str) -> int:
        from intranet.content.kinds import real
        from intranet.content.models import Entry
        from intranet.conversation.actions import add_comment

        return add_comment(real(Entry.objects.get(pk=post)), by=self._person(by), body=body).pk

    def comment_all(self, by: str, posts: list[int], body: str) -> int:
        return len([self.comment(by, post, body) for post in posts])

    def read_all(self, by: str) -> int:
        from intranet.notifications.actions.reading import mark_read

        return mark_read(by=self._person(by))

    def edit(self, by: str, post: int, body: str) -> None:
        from feeds.actions import edit_post
        from feeds.models import Post

        found = Post.objects.get(pk=post)
        edit_post(found, by=self._person(by), title=found.title, body=body)

    def count(self, body: str, space: str) -> int:
        from intranet.content.models import Entry

        return Entry.objects.filter(body=body, space__slug=space).count()

    def sign_out_everywhere(self, handle: str) -> int:
        """The row of the session goes, as when it ends or an admin clears the table; the cookie stays."""
        from django.contrib.sessions.models import Session

        pk = str(self._person(handle).pk)
        gone = [row for row in Session.objects.all() if row.get_decoded().get("_auth_user_id") == pk]
        return len([row.delete() for row in gone])

    def token(self, handle: str) -> str:
        from intranet.accounts.actions import create_token

        person = self._person(handle)
        return create_token(person, by=person, name="A program")[1]

    def session(self, handle: str) -> str:
        """The value of the cookie that opens the house for this person."""
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(self._person(handle))
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def account_of(self, space: str) -> dict[str, Any]:
        """What the database says was posted in a space and told about it, and of itself."""
        from intranet.content.models import Entry
        from intranet.spaces.models import Space

        found = Space.objects.get(slug=space)
        posts = Entry.objects.filter(space=found).values_list("client_id", "pk")
        return self._account(found.audience) | {"posts": [(str(key), pk) for key, pk in posts]}

    def speak(self, handle: str, language: str) -> None:
        from intranet.accounts.actions import change_settings

        person = self._person(handle)
        change_settings(person, by=person, language=language)

    def leave_for(self, handle: str, days: int, stand_in: str) -> None:
        from datetime import timedelta

        from django.utils.timezone import localdate

        from intranet.accounts.actions import announce_absence

        person, last_day = self._person(handle), localdate() + timedelta(days=days)
        announce_absence(person, by=person, last_day=last_day, stand_in=self._person(stand_in))

    def come_back(self, handle: str) -> None:
        from intranet.accounts.actions import end_absence

        person = self._person(handle)
        end_absence(person, by=person)


def obey() -> None:
    import django

    django.setup()
    deeds = Deeds()
    for line in sys.stdin:
        order = json.loads(line)
        try:
            answer = {"done": getattr(deeds, order.pop("do"))(**order)}
        except Exception as error:  # the test is told, whatever it is
            answer = {"error": repr(error)}
        sys.stdout.write(json.dumps(answer, default=str) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    obey()
