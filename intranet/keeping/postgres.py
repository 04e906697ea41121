"""PostgreSQL's own programs, told where our database is. The password goes by the environment, which others on the
machine do not see as they see arguments."""

from __future__ import annotations

import os
import subprocess
from typing import IO

from django.db import connection


class ProgramFailed(Exception):
    """With what the program said, or that it is missing."""


def run(*command: str, to: IO[bytes] | None = None, from_: IO[bytes] | None = None) -> None:
    """Run one to its end."""
    with start(*command, to=to, from_=from_) as process:
        _out, said = process.communicate()
    if process.returncode:
        raise ProgramFailed(said.decode(errors="replace").strip() or f"{command[0]} ended with {process.returncode}.")


def start(*command: str, to: IO[bytes] | int | None = None, from_: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    password = connection.settings_dict.get("PASSWORD")
    environment = {**os.environ, "PGPASSWORD": password} if password else None
    try:
        return subprocess.Popen(command, env=environment, stdin=from_, stdout=to, stderr=subprocess.PIPE)  # noqa: S603
    except FileNotFoundError:
        raise ProgramFailed(f"{command[0]} is missing: apt-get install postgresql-client") from None


def where() -> list[str]:
    """The arguments that lead to our database, its name left out."""
    known = connection.settings_dict
    options = {"--host": known["HOST"], "--port": known["PORT"], "--username": known["USER"]}
    return ["--no-password", *(f"{option}={value}" for option, value in options.items() if value)]


def name() -> str:
    return str(connection.settings_dict["NAME"])
