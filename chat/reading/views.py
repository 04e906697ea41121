"""Who has seen a message."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from chat.models import Message
from chat.reading.receipts import MOST_NAMED, can_see_readers, readers_of
from intranet.content.asked import ask
from intranet.core.http import SignedIn, get_visible


@never_cache
@login_required
@require_GET
def seen(request: SignedIn, entry_id: int) -> HttpResponse:
    """The people who have read up to a message; or why one does not learn it."""
    said = Message.objects.select_related("room").exclude(style=Message.Style.NOTICE).filter(seq__isnull=False)
    message = get_visible(said, request.user, pk=entry_id)
    allowed = can_see_readers(request.user, message.room)
    found = list(readers_of(message, request.user).with_byline()[: MOST_NAMED + 1]) if allowed else []
    context = {
        "entry": message,
        "allowed": allowed,
        "readers": found[:MOST_NAMED],
        "has_more": len(found) > MOST_NAMED,
    }
    return ask(request, "chat/_seen.html", _("Seen by"), context)
