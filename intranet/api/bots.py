"""What the token of a bot opens: the operations that a part has named, and no others."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from intranet.core.decisions import YES, Decision, no

_BASE = "api/v1/"
_open: set[str] = set()


def let_bots(*operations: str) -> None:
    """Open operations to bots, each as it stands at its decorator: ``"POST rooms/{int:room_id}/messages"``. What a bot
    sees and does there is decided where it is for everybody: by ``visible_to`` and the policies."""
    for operation in operations:
        _open.add(operation.replace("{", "<").replace("}", ">"))


def is_open_to_bots(request: HttpRequest) -> Decision:
    found = request.resolver_match
    if found is not None and f"{request.method} {found.route.removeprefix(_BASE)}" in _open:
        return YES
    return no(_("A bot reads and writes in its rooms, and nowhere else."))
