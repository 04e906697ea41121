"""Threads are known to people by their own numbers."""

from __future__ import annotations

import re

from forum.models import Enquiry
from intranet.content.models import Entry
from intranet.spaces.audiences import Viewer

_ADDRESS = re.compile(r"^/centre/(\d{1,9})/")


def thread_at(path: str, viewer: Viewer) -> Entry | None:
    found = _ADDRESS.match(path)
    return Enquiry.objects.visible_to(viewer).filter(number=found[1]).first() if found else None
