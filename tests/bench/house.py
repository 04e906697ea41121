"""A house full of load data to measure in, built once for each size and kept between runs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# Who reads, as (handle, session cookie); and the address of a post with twenty comments.
_PREPARE = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Count
from feeds.models import Post
from intranet.accounts.models import User
from intranet.conversation.actions import add_comment

store = import_module(settings.SESSION_ENGINE).SessionStore
cookies = []
for person in User.objects.active().staff().annotate(n=Count("memberships")).order_by("-n", "pk")[:200]:
    session = store()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
public = Post.objects.filter(space__visibility="community").order_by("-comments_count").first() or Post.objects.first()
for number in range(public.comments_count, 20):
    members = list(public.space.members.all()[:20])
    add_comment(public, by=members[number % len(members)], body=f"Comment {number}: it is as the manual says. #docks")
print("READY " + json.dumps({"cookies": cookies, "post": public.get_absolute_url(), "told": told}))
"""


@dataclass(frozen=True)
class House:
    environment: dict[str, str]
    cookies: list[str]
    post: str
    # What was made besides: rooms by name, say.
    told: dict[str, Any] = field(default_factory=dict)


def build(entries: int, *, people: int = 220, name: str = "", more: str = "") -> House:
    """Migrate, synthesize and sign people in, unless that was done before by the migrations there are now. ``more`` is
    what else is done in it then: a program that leaves what it has to tell in the dictionary ``told``."""
    folder = ROOT / "var" / "bench" / (name or str(entries))
    environment = {"PORTICO_DATA": str(folder), "PORTICO_MODE": "demo", "DJANGO_SETTINGS_MODULE": "intranet.settings"}
    done = folder / "done.json"
    known = json.loads(done.read_text()) if done.exists() else {}
    if known.pop("schema", None) != (schema := _schema()):
        shutil.rmtree(folder, ignore_errors=True)
        print(f"Building a house of {entries:,} entries (once) …", flush=True)
        _manage(environment, "migrate", "-v0")
        _manage(environment, "collectstatic", "--noinput", "-v0")
        sizes = ("--people", str(people), "--spaces", "24", "--entries", str(entries))
        _manage(environment, "synthesize", *sizes, "--no-index")
        answer = _manage(environment, "shell", "-v0", "-c", f"told = {{}}\n{more}\n{_PREPARE}")
        ready = next(line for line in answer.splitlines() if line.startswith("READY "))
        known = json.loads(ready.removeprefix("READY "))
        done.write_text(json.dumps(known | {"schema": schema}))
    return House(environment, **known)


def _schema() -> list[str]:
    """The newest migration of each app: a house of others is built anew, since its pages could not be read."""
    newest: dict[str, str] = {}
    for path in sorted(ROOT.glob("[a-z]*/**/migrations/[0-9]*.py")):
        app = path.parent.parent.relative_to(ROOT).as_posix()
        if not app.startswith((".", "var/")):
            newest[app] = path.stem
    return [f"{app} {name}" for app, name in newest.items()]


def _manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    done = subprocess.run(command, env=os.environ | environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"manage.py {arguments[0]} ended with {done.returncode}: {done.stderr[-800:]}")
    return done.stdout
