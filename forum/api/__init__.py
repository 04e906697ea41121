"""The forum for programs."""

from __future__ import annotations

from intranet.api.main import register

from . import following

register("", following.router)
