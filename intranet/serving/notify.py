"""Telling whoever has started us how far we are: systemd's notification protocol (sd_notify(3)), in ten lines."""

from __future__ import annotations

import os
import socket


def notify(**state: object) -> None:
    """Say ``READY=1`` and the like to ``NOTIFY_SOCKET``, where there is one. Never raises: nobody may be listening."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # an abstract socket
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.connect(address)
            line.send("\n".join(f"{name}={value}" for name, value in state.items()).encode())
    except OSError:
        pass


def ready() -> None:
    """This process serves. ``MAINPID``, because it may have taken over from the one that the supervisor started."""
    notify(READY=1, MAINPID=os.getpid())


def stopping() -> None:
    notify(STOPPING=1)
