"""From a private thread to a public question: a draft, the customer's consent to the very words, and then it is out."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _

from forum.centre import policies
from forum.centre.redaction import names_around, search, without
from forum.models import Category, Enquiry, Publication, Reply, Topic
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.titles import check_title
from intranet.conversation.notes.streams import stream_of_notes
from intranet.core.decisions import no, require
from intranet.realtime.units import action

from .answers import accept_answer, answer
from .centre import hold_enquiry
from .topics import ask

LONGEST = 20_000


@action
def draft_publication(enquiry: Enquiry, *, by: User, category: Category, messages: Collection[int] = ()) -> Publication:
    """Begin a public question from some of the messages: those of the customer ask, ours answer. What should not stand
    there is taken out, and told. The one that is under way is returned where there is one."""
    hold_enquiry(enquiry)
    require(policies.can_publish_from(by, enquiry))
    if (underway := _open_of(enquiry)) is not None:
        return underway
    chosen = set(messages)
    replies = Reply.objects.published().filter(root=enquiry.pk, pk__in=chosen).order_by("pk")
    asked = [enquiry.body] if enquiry.pk in chosen or not chosen else []
    answered: list[str] = []
    for said in replies:
        (answered if said.from_staff else asked).append(said.body)
    names = names_around(enquiry)
    question, reply = "\n\n".join(asked), "\n\n".join(answered)
    found = search("\n".join([enquiry.title, question, reply]), names)
    publication = Publication.objects.create(
        enquiry=enquiry,
        made_by=by,
        category=_checked(category, by),
        title=without(enquiry.title, found)[:200],
        question=without(question, found)[:LONGEST],
        answer=without(reply, found)[:LONGEST],
        taken_out=[one._asdict() for one in found],
    )
    _record("drafted", publication, by=by)
    return publication


@action
def change_publication(
    publication: Publication, *, by: User, title: str, question: str, answer: str = "", category: Category | None = None
) -> bool:
    """Write it otherwise. Whatever the customer has said was about the words before: they have to be asked again.
    False when nothing is changed."""
    _hold(publication)
    require(policies.can_publish_from(by, publication.enquiry))
    _must_be_open(publication)
    before = publication.digest
    publication.title, publication.question, publication.answer = check_title(title), _text(question), _text(answer)
    if category is not None:
        publication.category = _checked(category, by)
    if not publication.question:
        raise ValidationError({"question": _("Write the question.")}, code="empty")
    if publication.digest == before:
        return False
    publication.state = Publication.State.DRAFT
    publication.asked_digest = publication.approved_digest = ""
    publication.save()
    _record("changed", publication, by=by)
    return True


@action
def ask_for_consent(publication: Publication, *, by: User) -> bool:
    """Lay the very words before the customer, here and by mail. False when they have been asked for these already."""
    from forum.centre.jobs import mail_consent  # noqa: PLC0415 - the job calls what actions wrote

    _hold(publication)
    require(policies.can_publish_from(by, publication.enquiry))
    _must_be_open(publication)
    if publication.state == Publication.State.ASKED and publication.asked_digest == publication.digest:
        return False
    publication.state, publication.asked_digest, publication.asked_at = (
        Publication.State.ASKED,
        publication.digest,
        now(),
    )
    publication.approved_digest = publication.answer_of_customer = ""
    publication.made_by = by
    publication.save()
    _record("asked", publication, by=by)
    mail_consent.enqueue(publication_id=publication.pk)
    return True


@action
def decide_publication(
    publication: Publication, *, by: User, decision: str, digest: str, credit: str = "", words: str = ""
) -> Publication:
    """The customer approves, declines, or asks for changes, of the text that they were shown (``digest``). Who comes by
    the signed link is the customer, whether signed in or not: the view says so with ``by``."""
    _hold(publication)
    require(policies.can_consent(by, publication))
    if publication.state not in (Publication.State.ASKED, Publication.State.APPROVED):
        require(no(_("You have answered this already, or it is no longer asked.")))
    if digest != publication.digest or digest != publication.asked_digest:
        require(no(_("The text has been changed meanwhile. Read it again before you answer.")))
    answers = {"approve": "approved", "decline": "declined", "changes": "changes"}
    if decision not in answers:
        raise ValidationError({"decision": _("Choose one of the answers.")}, code="decision")
    if decision == "approve" and credit not in Publication.Credit.values:
        raise ValidationError({"credit": _("Say how you would be named.")}, code="credit")
    if decision == "changes" and not words.strip():
        raise ValidationError({"words": _("Say what should be otherwise.")}, code="words")
    publication.state = answers[decision]
    publication.approved_digest = digest if decision == "approve" else ""
    publication.credit = credit if decision == "approve" else ""
    publication.answer_of_customer = _text(words)[:2000]
    publication.decided_at = now()
    publication.save()
    _record(answers[decision], publication, by=by)
    return publication


@action
def publish_publication(publication: Publication, *, by: User) -> Topic:
    """Put out the words that the customer has agreed to, and no others."""
    _hold(publication)
    if publication.topic is not None:
        return publication.topic
    require(policies.can_publish_from(by, publication.enquiry))
    if not publication.is_agreed:
        require(no(_("The customer has not agreed to these words.")))
    category = _checked(publication.category, by)
    topic = ask(category, by=by, title=publication.title, body=publication.question, sort=_sort_of(category))
    if topic.is_held or (topic.title, topic.body) != (publication.title, publication.question.strip()):
        require(no(_("A rule of the house keeps these words back. Ask a moderator first.")))
    if publication.answer:
        said = answer(topic, by=by, body=publication.answer)
        if said.is_held or said.body != publication.answer.strip():
            require(no(_("A rule of the house keeps these words back. Ask a moderator first.")))
        publication.answer_entry = said
        if topic.wants_answer:
            accept_answer(said, by=by)
            topic.refresh_from_db()
    publication.topic, publication.state, publication.published_at = topic, Publication.State.PUBLISHED, now()
    publication.save()
    _record("published", publication, by=by)
    return topic


@action
def drop_publication(publication: Publication, *, by: User) -> bool:
    _hold(publication)
    require(policies.can_publish_from(by, publication.enquiry))
    if not publication.is_open:
        return False
    publication.state = Publication.State.DROPPED
    publication.asked_digest = publication.approved_digest = ""
    publication.save()
    _record("dropped", publication, by=by)
    return True


def _open_of(enquiry: Enquiry) -> Publication | None:
    found = Publication.objects.filter(enquiry=enquiry).first()
    return found if found is not None and found.is_open else None


def _hold(publication: Publication) -> None:
    hold_enquiry(publication.enquiry)
    publication.refresh_from_db(
        fields=[field.attname for field in publication._meta.concrete_fields if field.name not in ("id", "enquiry")]
    )


def _must_be_open(publication: Publication) -> None:
    if not publication.is_open:
        require(no(_("This is decided. Begin another one.")))


def _checked(category: Category, by: User) -> Category:
    if not Category.objects.visible_to(by).in_use().filter(pk=category.pk).exists():
        raise ValidationError({"category": _("There is no such category.")}, code="category")
    return category


def _sort_of(category: Category) -> str:
    return "question" if "question" in category.sorts else category.sorts[0]


def _text(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\x00", "").strip()[:LONGEST]


def _record(what: str, publication: Publication, *, by: User) -> None:
    """For both sides' eyes where the customer is concerned, else for ours alone."""
    enquiry = publication.enquiry
    to_customer = what in ("asked", "published")
    record(
        f"forum.publication.{what}",
        by=by,
        on=enquiry,
        audience=enquiry.audience if to_customer else enquiry.area.side,
        streams=[enquiry.key] if to_customer else [stream_of_notes(enquiry)],
        frame={"entry": enquiry.pk},
        publication=publication.pk,
        made_by=publication.made_by_id,
    )
