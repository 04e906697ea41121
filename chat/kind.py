"""The manifest of messages: what the rest of the house needs to know of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from chat.hearing import summoning, telling
from chat.hearing.concerned import concerned_by_message
from intranet.content.kinds import Kind
from intranet.core.known_addresses import path_to

from . import policies
from .actions.messages import announce_message
from .actions.replies import recount_replies
from .cards import bring_rooms
from .rendering import fragment, place
from .reports import said_around

MESSAGE = Kind(
    model="chat.message",
    label=_("Message"),
    plural=_("Messages"),
    icon="chat",
    url=lambda entry: path_to("chat:message", entry.entry_id),
    card="chat/cards/message.html",
    edit_url=lambda entry: path_to("chat:edit", entry.entry_id),
    edited_in=".message-own",
    hydrators=(bring_rooms,),
    search_text=lambda message: str(message.forwarded.get("text", "")),
    takes_comments=False,
    stays=True,
    stream=lambda entry: entry.wanted_audience,
    announce=announce_message,
    counts=recount_replies,
    fragment=fragment,
    place=place,
    may_edit=policies.may_edit,
    may_delete=policies.may_delete,
    may_release=policies.may_release,
    may_react=policies.may_react,
    may_moderate=policies.may_moderate,
    published_sentence=_("{actor} wrote in “{title}”"),
    concerned=concerned_by_message,
    around=said_around,
    calls=summoning.names_in,
    called=summoning.take,
    told=telling.follow_told,
    answer=telling.answer,
    may_answer=telling.may_answer,
    for_programs=lambda message: {
        "room_id": message.room_id,
        "seq": message.seq,
        "thread_id": message.thread_id,
    },
    unsearched=lambda message: message.is_notice,
    watched=False,
)
