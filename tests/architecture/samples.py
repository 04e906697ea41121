"""One entry before each audience, and in each state, of which every surface must say the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from feeds.actions import publish_post
from intranet.accounts.actions import face_company
from intranet.accounts.models import Company, User
from intranet.content.actions import delete_entry, place_entry
from intranet.content.files.uploads import store_upload
from intranet.content.models import Attachment, Entry
from intranet.conversation.actions import add_comment
from intranet.conversation.models import Bookmark, Reminder
from intranet.moderation.actions import hide
from intranet.spaces import actions as space_actions
from intranet.spaces.models import Space
from tests.platform.files_of_strangers import PDF, upload


@dataclass
class Sample:
    """``word`` stands in its title, its text, its tag and the name of its file, and nowhere else in the world."""

    name: str
    word: str
    entry: Entry
    file: Attachment | None = None

    @property
    def is_comment(self) -> bool:
        return self.entry.root_id is not None


def write_samples(
    spaces: dict[str, Space],
    acme: Company,
    *,
    author: User,
    colleague: User,
    customer: User,
    moderator: User,
    admin: User,
) -> list[Sample]:
    """Ada writes everywhere she can; Dora on the porch, where Mara hides one of hers."""
    face_company(author, acme, by=admin)
    face_company(colleague, acme, by=admin)
    author = User.objects.get(pk=author.pk)
    space_actions.join_space(spaces["porch"], by=customer)
    found = [_post(name, by=author, space=space) for name, space in spaces.items()]
    for audience in ("org", "public", "customers", f"company_{acme.pk}", author.key):
        found.append(_post(audience.partition("_")[0], by=author, audience=audience))
    by_name = {sample.name: sample for sample in found}
    for root in ("lab", "porch"):
        found.append(_comment(f"said_in_{root}", by_name[root].entry, by=author))
    place_entry(by_name["lab"].entry, by=author, space=spaces["vault"])
    shared = _post("shared", by=author, space=spaces["lab"])
    place_entry(shared.entry, by=author, space=spaces["plaza"])
    hidden = _post("hidden", by=User.objects.get(pk=customer.pk), space=spaces["porch"])
    hide(hidden.entry, by=moderator, reason="Not here.")
    deleted = _post("deleted", by=author, space=spaces["plaza"])
    delete_entry(deleted.entry, by=author)
    unsaid = _comment("unsaid", by_name["plaza"].entry, by=author)
    delete_entry(unsaid.entry, by=author)
    everything = [*found, shared, hidden, deleted, unsaid]
    # As if everybody had saved everything while they could read it, and wanted to be reminded of it.
    Bookmark.objects.bulk_create(
        Bookmark(person=person, entry_id=sample.entry.pk) for person in User.objects.all() for sample in everything
    )
    Reminder.objects.bulk_create(
        Reminder(person=person, entry_id=sample.entry.pk, due_at=now() + timedelta(days=1))
        for person in User.objects.all()
        for sample in everything
    )
    return everything


def _post(name: str, *, by: User, **where: Any) -> Sample:
    word = f"kanarienvogel{name.replace('_', '')}"
    file = store_upload(upload(f"{word}.pdf", PDF), by=by)
    post = publish_post(by=by, title=f"{word} title", body=f"{word} body #{word}", attachment_ids=[file.pk], **where)
    return Sample(name, word, post, file)


def _comment(name: str, root: Entry, *, by: User) -> Sample:
    word = f"kanarienvogel{name.replace('_', '')}"
    file = store_upload(upload(f"{word}.pdf", PDF), by=by)
    return Sample(name, word, add_comment(root, by=by, body=f"{word} said", attachment_ids=[file.pk]), file)
