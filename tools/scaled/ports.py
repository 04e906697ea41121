"""Free ports of this machine."""

from __future__ import annotations

import socket


def free_port() -> int:
    """One that the kernel gave away a moment ago; it goes round through thousands before it gives the same again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
