"""The manifests of enquiries and replies: what the rest of the house needs to know of them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forum.models import Enquiry, Reply
from intranet.content.kinds import Kind
from intranet.content.models import Entry
from intranet.core.decisions import Decision, no

from . import policies
from .concerned import by_enquiry, by_reply, enquiry_of


def url_of_enquiry(entry: Entry) -> str:
    enquiry = entry if isinstance(entry, Enquiry) else Enquiry.objects.get(pk=entry.entry_id)
    return enquiry.get_absolute_url()


def url_of_reply(entry: Entry) -> str:
    known = entry.__dict__.get("_state")
    root = known.fields_cache.get("root") if known is not None else None
    enquiry = root if isinstance(root, Enquiry) else Enquiry.objects.get(pk=entry.root_entry_id)
    return f"{enquiry.get_absolute_url()}#entry-{entry.entry_id}"


def answer_by_mail(entry: Entry, *, by: Any, body: str, client_id: Any, attachment_ids: Any) -> Reply:
    from forum.actions.centre import reply  # noqa: PLC0415 - actions come after the kinds

    enquiry = Enquiry.objects.get(pk=entry.root_entry_id)
    return reply(
        enquiry, by=by, body=body, client_id=client_id, attachment_ids=attachment_ids, channel=Enquiry.Channel.MAIL
    )


def may_answer(person: Any, entry: Entry) -> Decision:
    enquiry = enquiry_of(entry)
    return policies.can_reply(person, enquiry) if enquiry is not None else no(_("This is gone."))


def edit_url(entry: Entry) -> str:
    return reverse("forum:said-edit", args=[entry.entry_id])


def _taken_away(entry: Any, *, by: Any, reason: str = "") -> Entry:
    from forum.actions.centre_said import take_away_reply  # noqa: PLC0415 - actions come after the kinds

    return take_away_reply(entry, by=by, reason=reason)


def _brought_back(entry: Any, *, by: Any) -> Entry:
    from forum.actions.centre_said import bring_back_reply  # noqa: PLC0415 - as above

    return bring_back_reply(entry, by=by)


def bring_threads(replies: list[Any], viewer: object) -> None:
    """What each reply belongs to, for cards that stand alone: one query."""
    threads = Enquiry.objects.in_bulk({reply.root_id for reply in replies})
    for reply in replies:
        reply.root = threads.get(reply.root_id)


def _nothing_counted(entry: Any, change: int) -> None:
    """A reply counts itself in the action, with the state it leaves."""


ENQUIRY = Kind(
    model="forum.enquiry",
    label=_("Enquiry"),
    plural=_("Enquiries"),
    icon="mail",
    url=url_of_enquiry,
    card="forum/cards/enquiry.html",
    door="enquiries",
    takes_comments=False,
    published_sentence=_("{actor} wrote to us: “{title}”"),
    concerned=by_enquiry,
    answer=answer_by_mail,
    may_answer=may_answer,
    edit_url=edit_url,
    may_edit=policies.may_edit,
    may_delete=policies.may_delete,
    may_react=policies.may_react,
    may_moderate=policies.may_moderate,
    answered=lambda enquiry: enquiry.status != Enquiry.Status.US,
    for_programs=lambda enquiry: {
        "number": enquiry.number,
        "status": enquiry.status,
        "channel": enquiry.channel,
        "company_id": enquiry.company_id,
        "company_external_id": enquiry.company.external_id if enquiry.company is not None else "",
        "due_at": enquiry.due_at.isoformat() if enquiry.due_at else None,
    },
    stays=True,
    watched=False,
)

REPLY = Kind(
    model="forum.reply",
    label=_("Reply"),
    plural=_("Replies"),
    icon="reply",
    url=url_of_reply,
    card="forum/cards/reply.html",
    door="enquiries",
    takes_comments=False,
    published_sentence=_("{actor} answered in “{title}”"),
    concerned=by_reply,
    answer=answer_by_mail,
    may_answer=may_answer,
    edit_url=edit_url,
    may_edit=policies.may_edit,
    may_delete=policies.may_delete,
    may_react=policies.may_react,
    may_moderate=policies.may_moderate,
    taken_away=_taken_away,
    brought_back=_brought_back,
    counts=_nothing_counted,
    hydrators=(bring_threads,),
    stays=True,
    watched=False,
)
