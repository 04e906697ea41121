"""The lists and threads of the private centre, as one reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from forum.models import Desk, Enquiry, EnquiryQuerySet, Note, Publication, Reply, StagedAccount
from intranet.accounts.models import Company, CompanyAssignment, User
from intranet.content.kinds import hydrate, kind_of
from intranet.content.policies import can_edit
from intranet.core.pagination import Page, keyset_page
from intranet.spaces.audiences import Viewer, spaces_joined
from intranet.spaces.models import Space

from . import policies
from .audience import our_side

TABS = ("waiting", "mine", "assigned", "customer", "solved")
BY_WORD, BY_CLOCK = ("-last_said_at", "-pk"), ("due_at", "pk")
PAGE = 30
A_THREAD = 400
EARLIER = 5


def threads(viewer: Viewer) -> EnquiryQuerySet:
    with_people = ("author", "customer__company", "company", "team__desk", "assignee", "area", "last_said_by")
    found: EnquiryQuerySet = Enquiry.objects.visible_to(viewer)
    return found.published().select_related(*with_people)


def own_threads(viewer: User, *, solved: bool = False, cursor: str | None = None) -> Page[Enquiry]:
    """What a customer and their colleagues have written, the newest word first."""
    found = threads(viewer)
    found = found.filter(status=Enquiry.Status.SOLVED) if solved else found.open()
    return keyset_page(found, by=BY_WORD, cursor=cursor, size=PAGE)


def inbox(
    viewer: User, tab: str, *, team: int | None = None, company: int | None = None, cursor: str | None = None
) -> Page[Enquiry]:
    """One tab of what the viewer answers for: what waits by its clock, the rest by the newest word."""
    found = narrowed(threads(viewer), team=team, company=company)
    match tab:
        case "mine":
            found = found.open().filter(assignee=viewer)
        case "assigned":
            found = found.open().filter(assignee__isnull=False)
        case "customer":
            found = found.filter(status=Enquiry.Status.CUSTOMER)
        case "solved":
            found = found.filter(status=Enquiry.Status.SOLVED)
        case _:
            found = found.filter(status=Enquiry.Status.US, due_at__isnull=False)
            return keyset_page(found, by=BY_CLOCK, cursor=cursor, size=PAGE)
    return keyset_page(found, by=BY_WORD, cursor=cursor, size=PAGE)


def narrowed(found: Any, *, team: int | None, company: int | None) -> Any:
    if team is not None:
        found = found.filter(team=team)
    return found.filter(company=company) if company is not None else found


def desks_of(viewer: User) -> list[Desk]:
    """The desks of the teams this person is in."""
    return list(Desk.objects.filter(team__in=spaces_joined(viewer)).select_related("team"))


def companies_writing(viewer: User) -> list[Company]:
    ids = Enquiry.objects.visible_to(viewer).filter(company__isnull=False).order_by().values("company").distinct()
    return list(Company.objects.filter(pk__in=ids)[:200])


@dataclass(frozen=True)
class Thread:
    """All that was said, oldest first; on our side with the notes between."""

    said: list[Any]
    newest: int


def said_in(enquiry: Enquiry, viewer: Viewer, *, inside: bool) -> Thread:
    replies = Reply.objects.visible_to(viewer).published().filter(root=enquiry.pk)
    found: list[Any] = list(replies.order_by("-pk")[:A_THREAD])
    if inside:
        found += Note.objects.visible_to(viewer).published().filter(root=enquiry.pk).order_by("-pk")[:A_THREAD]
    said = hydrate([enquiry, *sorted(found, key=lambda one: (one.published_at, one.pk))], viewer)
    return Thread([with_acts(prepared(one), enquiry, viewer) for one in said], max((one.pk for one in said), default=0))


def prepared(said: Any) -> Any:
    """With what ``_said.html`` asks of it."""
    said.is_note = said.kind == "forum.note"
    said.is_ours = said.is_note or (said.from_staff if isinstance(said, Reply) else said.author.is_staff_member)
    said.files = list(said.attachments.all())
    return said


def with_acts(said: Any, enquiry: Enquiry, viewer: Viewer) -> Any:
    """With where this viewer changes it or takes it back, if it is the viewer's own."""
    said.change_at = said.delete_at = ""
    if viewer.is_authenticated and said.author_id == viewer.pk:
        may = can_edit(viewer, said) if said.is_note else policies.can_change_said(viewer, said, enquiry)
        if may:
            edit_url = kind_of(said).edit_url
            said.change_at = edit_url(said) if edit_url is not None else ""
            said.delete_at = "" if isinstance(said, Enquiry) else reverse("content:delete", args=[said.entry_id])
    return said


@dataclass(frozen=True)
class Card:
    """Whom one talks to: the firm, its people, who faces it, and what they wrote before."""

    company: Company | None
    people: list[User]
    facing: list[CompanyAssignment]
    earlier: list[Enquiry]
    staged: StagedAccount | None


def card_of(enquiry: Enquiry, viewer: User) -> Card:
    firm = enquiry.company
    people, facing = [], []
    if firm is not None:
        people = list(User.objects.active().filter(company=firm).order_by("name", "pk")[:12])
        facing = list(CompanyAssignment.objects.filter(company=firm).select_related("person")[:12])
        before = threads(viewer).filter(company=firm)
    else:
        before = threads(viewer).filter(customer=enquiry.customer_id)
    staged = StagedAccount.objects.filter(person=enquiry.customer_id, claimed_at=None).first()
    earlier = list(before.exclude(pk=enquiry.pk).order_by("-last_said_at", "-pk")[:EARLIER])
    return Card(firm, people, facing, earlier, staged)


def who_can_take(enquiry: Enquiry) -> list[User]:
    return list(our_side(enquiry.area).order_by("name", "pk")[:100])


def other_teams(enquiry: Enquiry) -> list[Space]:
    return [desk.team for desk in Desk.objects.taking().exclude(team=enquiry.team_id).select_related("team")]


def publication_of(enquiry: Enquiry) -> Publication | None:
    """The newest, whether it is under way or out."""
    found = Publication.objects.filter(enquiry=enquiry.pk).exclude(state=Publication.State.DROPPED)
    return found.select_related("topic", "category").first()


def tab_label(tab: str) -> str:
    return {
        "waiting": _("Waiting for us"),
        "mine": _("Mine"),
        "assigned": _("Assigned"),
        "customer": _("Waiting for the customer"),
        "solved": _("Solved"),
    }[tab]
