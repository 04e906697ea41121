"""From the form of a new event to the event."""

from __future__ import annotations

from feeds.models import Event
from intranet.accounts.models import User
from intranet.content.when import When

from . import actions
from .forms import EventForm


def publish(form: EventForm, *, by: User, when: When | None = None) -> Event:
    """What a valid form says, published. Raises ValidationError where the action refuses."""
    data, place = form.cleaned_data, form.place_for()
    return actions.publish_event(
        by=by,
        title=data["title"],
        body=data["body"],
        organisers=data["organisers"],
        space=place.space,
        audience=place.audience,
        client_id=data["client_id"],
        attachment_ids=data["attachments"],
        when=when,
        **form.own(),
    )
