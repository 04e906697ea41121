"""Files of a page: what is shown in it belongs to it, so that whoever reads it sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from intranet.accounts.models import User
from intranet.content.attachments import attach
from intranet.content.models import Attachment
from intranet.core.decisions import require
from intranet.realtime.units import action, step
from wiki import policies
from wiki.models import Page

_FILE = re.compile(r"/files/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
# Of one text.
MOST_FILES = 1000


@action
def add_files(page: Page, *, by: User, ids: Iterable[Any]) -> list[Attachment]:
    """Make files that this person has uploaded those of a page."""
    require(policies.can_edit_page(by, page))
    return attach(ids, to=page, by=by)


@step
def take_in_files(page: Page, text: str, *, writers: Iterable[int]) -> int:
    """Files that a text names and that belong to nothing yet become the page's, where one of its writers uploaded them:
    a number that was guessed or seen elsewhere opens nobody's file."""
    named = list(dict.fromkeys(_FILE.findall(text)))[:MOST_FILES]
    if not named:
        return 0
    return Attachment.objects.filter(pk__in=named, entry__isnull=True, uploader__in=set(writers)).update(entry=page)
