"""nginx with the configuration of deploy/nginx, on a port of loopback and without TLS."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

from .processes import Failed

PATHS = Path(__file__).resolve().parents[2] / "deploy" / "nginx" / "portico-paths.conf"


def configuration(folder: Path, port: int, pages: Iterable[int], sockets: Iterable[int], *, paths: Path = PATHS) -> str:
    """Only what deploy/nginx/portico.conf says differently for each firm: names, ports, folders."""
    # Started by root, nginx becomes somebody who may not look into our folders.
    user = "user root;\n" if os.geteuid() == 0 else ""
    return f"""{user}daemon off;
worker_processes 2;
worker_shutdown_timeout 10s;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log warn;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    server_tokens off;
    {"".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))}
{_upstream("portico_pages", pages)}{_upstream("portico_live", sockets)}
    server {{
        listen 127.0.0.1:{port};
        include {paths};
    }}
}}
"""


def _upstream(name: str, ports: Iterable[int]) -> str:
    servers = "".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=2s; " for port in ports)
    return f"    upstream {name} {{ zone {name} 64k; least_conn; {servers}}}\n"


class Nginx:
    def __init__(self, folder: Path, port: int, pages: Iterable[int], sockets: Iterable[int]) -> None:
        self.folder, self.port = folder, port
        self.file = folder / "nginx.conf"
        self.file.write_text(configuration(folder, port, pages, sockets))
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
        if not program:
            raise Failed("nginx is missing: apt-get install nginx-light")
        command = [program, "-p", str(self.folder), "-e", str(self.folder / "nginx.log"), "-c", str(self.file)]
        tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
        if tested.returncode:
            raise Failed(tested.stderr)
        self.process = subprocess.Popen(command, process_group=0)
        for _try in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        raise Failed(f"nginx does not listen; see {self.folder}/nginx.log")

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(10)
