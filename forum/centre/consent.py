"""The signed link by which a customer reads what we would publish and answers, without signing in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from forum.models import Publication
from intranet.content import gates
from intranet.content.gates import Attempt, Verdict
from intranet.content.models import Entry

_SALT = "forum.centre.consent"
_DAYS_90 = 90 * 86_400


def word_for(publication: Publication) -> str:
    """It is about the words as they were when the customer was asked: once they are changed it opens nothing."""
    return signing.dumps([publication.pk, publication.asked_digest[:20]], salt=_SALT)


def url_for(publication: Publication) -> str:
    return settings.SITE_URL + reverse("forum:consent", args=[word_for(publication)])


def publication_of(word: str) -> Publication | None:
    try:
        pk, digest = signing.loads(word, salt=_SALT, max_age=_DAYS_90)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Publication.objects.select_related("enquiry__customer", "enquiry__company", "category", "topic")
    publication = found.filter(pk=pk).first()
    if publication is None or publication.asked_digest[:20] != digest or publication.digest != publication.asked_digest:
        return None
    return publication


def words_stay(attempt: Attempt) -> Verdict | None:
    """What a customer agreed to stays as it is: another text of it needs another consent."""
    if not attempt.is_edit or attempt.entry.kind not in ("forum.topic", "forum.answer"):
        return None
    publication = published_as(attempt.entry)
    if publication is None:
        return None
    title, body = agreed_words(publication, attempt.entry)
    if (attempt.title, attempt.body.strip()) == (title, body.strip()):
        return None
    return Verdict(
        "refuse", _("A customer agreed to these very words. Ask for consent to another text first."), rule="consent"
    )


def published_as(entry: Entry) -> Publication | None:
    """The publication that this topic, or the answer in it, came from."""
    found: Any = Publication.objects.filter(state=Publication.State.PUBLISHED)
    if entry.root_id is None:
        return found.filter(topic=entry.entry_id).first()
    return found.filter(answer_entry=entry.entry_id).first()


def agreed_words(publication: Publication, entry: Entry) -> tuple[str, str]:
    return (publication.title, publication.question) if entry.root_id is None else ("", publication.answer)


def register() -> None:
    gates.register("consent", words_stay, order=5)
