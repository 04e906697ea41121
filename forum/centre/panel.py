"""On a topic that came from a private thread: how the customer would be named, for everybody; where it came from, for
those who read that thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from forum import panels
from forum.models import Enquiry, Publication, Topic

from .policies import is_of_staff


def credit_of(publication: Publication) -> str:
    """The customer by the name they chose, and by no other."""
    enquiry = publication.enquiry
    if publication.credit == Publication.Credit.NAME:
        return _("Asked by %(name)s") % {"name": enquiry.customer.name}
    if publication.credit == Publication.Credit.COMPANY and enquiry.company is not None:
        return _("Asked by somebody of %(company)s") % {"company": enquiry.company.name}
    return _("Asked by a customer")


def _panel(request: HttpRequest, topic: Topic) -> Mapping[str, Any] | None:
    found = Publication.objects.select_related("enquiry__customer", "enquiry__company")
    publication = found.filter(topic=topic.pk, state=Publication.State.PUBLISHED).first()
    if publication is None:
        return None
    source = None
    if (
        is_of_staff(request.user)
        and Enquiry.objects.visible_to(request.user).filter(pk=publication.enquiry_id).exists()
    ):
        source = publication.enquiry
    return {"credit": credit_of(publication), "source": source}


def _was_private() -> Q:
    return Q(Exists(Publication.objects.filter(topic=OuterRef("pk"))))


def register() -> None:
    panels.register(
        "centre", _panel, template="forum/centre/_asked_by.html", place="under_question", order=5, where=_was_private
    )
