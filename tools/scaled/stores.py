"""A PostgreSQL cluster and a Redis of our own, beside whatever the system runs. Both want a password, although they
listen on loopback only: there may be others on this machine."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

from .ports import free_port
from .processes import Failed

PROGRAMS = Path("/usr/lib/postgresql")
# Where Debian lets the user postgres keep its clusters.
HOME_OF_POSTGRES = Path("/var/lib/postgresql")
AS_POSTGRES = ["runuser", "-u", "postgres", "--"]


def password_in(folder: Path) -> str:
    """The one that is kept in ``folder``; made the first time."""
    file = folder / "stores_password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(32))
    return file.read_text()


class PostgreSQL:
    """``quick`` is for tests: what a power cut would take is not kept."""

    def __init__(self, folder: Path, *, quick: bool = False) -> None:
        self.password, self.quick = password_in(folder), quick
        self.folder = _reachable(folder / "postgresql")
        self.port = free_port()

    @property
    def url(self) -> str:
        return f"postgres://portico:{self.password}@127.0.0.1:{self.port}/portico"

    def start(self) -> None:
        if not (self.folder / "data" / "PG_VERSION").exists():
            self._make()
        if (self.folder / "data" / "postmaster.pid").exists():  # left by a run that was killed
            self.stop()
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        options += " -c max_connections=200 -c shared_buffers=128MB"
        self._control("-o", options + (" -c fsync=off" if self.quick else ""), "start")
        self._make_database()

    def stop(self) -> None:
        self._control("-m", "fast", "stop", check=False)

    def kill(self) -> None:
        """As a crash would: open connections break, and the next start recovers."""
        self._control("-m", "immediate", "stop")

    def _make(self) -> None:
        shutil.rmtree(self.folder / "data", ignore_errors=True)
        word = self.folder / "password"
        word.touch(mode=0o600)
        word.write_text(self.password)
        shutil.chown(word, self.folder.owner())
        command = [*_as_postgres(), _program("initdb"), "-D", str(self.folder / "data"), "-U", "portico"]
        command += ["-A", "scram-sha-256", f"--pwfile={word}", "-E", "UTF8", "--locale=C.UTF-8"]
        _run(command + (["--no-sync"] if self.quick else []), self.folder)
        word.unlink()

    def _make_database(self) -> None:
        import psycopg  # noqa: PLC0415 - the library that Portico itself asks with

        with psycopg.connect(self.url.rpartition("/")[0] + "/postgres", autocommit=True) as server:
            if not server.execute("SELECT 1 FROM pg_database WHERE datname = 'portico'").fetchone():
                server.execute("CREATE DATABASE portico")

    def _control(self, *arguments: str, check: bool = True) -> None:
        log = str(self.folder / "log")
        command = [*_as_postgres(), _program("pg_ctl"), "-D", str(self.folder / "data"), "-l", log, "-w", *arguments]
        _run(command, self.folder, check=check)


class Redis:
    """Keeps nothing on disk: nothing in it has to survive."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.password, self.port = folder, password_in(folder), free_port()
        self.process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        program = shutil.which("redis-server")
        if not program:
            raise Failed("Redis is missing: apt-get install redis-server")
        # By its standard input, where `ps` does not show the password.
        words = f'port {self.port}\nbind 127.0.0.1\nrequirepass {self.password}\ndir {self.folder}\nsave ""\n'
        words += "appendonly no\nmaxmemory 256mb\nmaxmemory-policy volatile-lru\n"
        self.process = subprocess.Popen(
            [program, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, process_group=0
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(words)
        self.process.stdin.close()
        said = []
        for line in self.process.stdout:
            said.append(line)
            if "Ready to accept connections" in line:
                return
        raise Failed("Redis did not start:\n" + "".join(said))

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(10)
        if self.process and self.process.stdout:
            self.process.stdout.close()

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)


def _reachable(folder: Path) -> Path:
    """``folder``; or, for root, a folder which PostgreSQL's own user can get to: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder
    try:
        owner = pwd.getpwnam("postgres")
    except KeyError:
        raise Failed("PostgreSQL is missing: apt-get install postgresql") from None
    if folder.is_symlink():
        return folder.resolve()  # where the first start has put it
    place = HOME_OF_POSTGRES / f"portico-{sha256(str(folder.resolve()).encode()).hexdigest()[:12]}"
    place.mkdir(mode=0o700, exist_ok=True)
    os.chown(place, owner.pw_uid, owner.pw_gid)
    folder.symlink_to(place)
    return place


def _as_postgres() -> list[str]:
    return AS_POSTGRES if os.geteuid() == 0 else []


def _program(name: str) -> str:
    found = sorted(PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise Failed("PostgreSQL is missing: apt-get install postgresql")
    return str(found[-1])


def _run(command: list[str], folder: Path, *, check: bool = True) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    if check and done.returncode:
        raise Failed(f"{command[-1]} failed:\n{done.stdout}{done.stderr}")
