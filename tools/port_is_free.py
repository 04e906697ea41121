"""Stops `make run` before it does anything when somebody already listens where Portico is to listen."""

import os
import socket
import sys


def who_listens(host: str, port: int) -> str:
    """Why a server could not listen there, or nothing."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        return f"HOST={host} is no address of this machine ({error.strerror})."
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            return f"Port {port} on {host} is taken ({error.strerror})."
    return ""


if __name__ == "__main__":
    host, port = os.environ["HOST"], os.environ["PORT"]
    if not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535; it is {port!r}.")
    if reason := who_listens(host, int(port)):
        sys.exit(
            f"{reason} If it is Portico, it is already running; else choose another: make run PORT={int(port) + 1}"
        )
