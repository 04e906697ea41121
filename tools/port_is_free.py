"""Stops `make run` before it does anything else when Portico could not listen where HOST and PORT say."""

import os
import sys

from intranet.serving.server import CannotListen, listen

if __name__ == "__main__":
    host, port = os.environ["HOST"], os.environ["PORT"]
    if not port.isdigit():
        sys.exit(f"PORT must be a number from 1 to 65535; it is {port!r}.")
    try:
        listen(host, int(port)).close()
    except CannotListen as reason:
        sys.exit(str(reason))
