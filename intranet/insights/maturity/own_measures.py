"""What the platform itself can tell: people, spaces, what is out in public, companies and departments."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import Company, Department, User
from intranet.activity.models import Activity
from intranet.content.models import Entry
from intranet.spaces.audiences import PUBLIC
from intranet.spaces.models import Membership, Space

from .measures import Measure, register, share

LATELY = timedelta(days=28)
QUARTER = timedelta(days=90)
KEEPERS = (Membership.Role.OWNER, Membership.Role.MODERATOR)


def _staff() -> int:
    return User.objects.active().staff().filter(is_system=False).count()


def _did_something(at: datetime) -> Exists:
    """Wrote, answered, reacted, decided: whatever the trail keeps."""
    lately = Activity.objects.filter(created_at__gte=at - LATELY, created_at__lt=at)
    return Exists(lately.filter(actor=OuterRef("pk")))


def _people(at: datetime) -> float | None:
    return _staff()


def _spaces_with_purpose(at: datetime) -> float | None:
    return Space.objects.filter(archived_at=None).exclude(purpose="", about="").count()


def _staff_active(at: datetime) -> float | None:
    active = User.objects.active().staff().filter(_did_something(at), is_system=False).count()
    return share(active, _staff())


def _out_in_public(at: datetime) -> float | None:
    out = Entry.objects.filter(state=Entry.State.PUBLISHED, root=None, published_at__gte=at - QUARTER)
    public = Q(audience=PUBLIC) | Q(space__visibility=Space.Visibility.COMMUNITY, audience__startswith="space_")
    return out.filter(public, published_at__lt=at, author__kind=User.Kind.STAFF).count()


def _companies_writing(at: datetime) -> float | None:
    wrote = Entry.objects.filter(state=Entry.State.PUBLISHED, published_at__gte=at - QUARTER, published_at__lt=at)
    return wrote.exclude(author__company=None).aggregate(n=Count("author__company", distinct=True))["n"]


def _spaces_well_kept(at: datetime) -> float | None:
    """By two or more: one who is away is not the end of it."""
    current = Space.objects.filter(archived_at=None)
    kept = Count("memberships", filter=Q(memberships__role__in=KEEPERS, memberships__person__is_active=True))
    return share(current.annotate(kept=kept).filter(kept__gte=2).count(), current.count())


def _departments_active(at: datetime) -> float | None:
    people = User.objects.active().filter(department=OuterRef("pk"), is_system=False)
    peopled = Department.objects.filter(Exists(people))
    busy = people.filter(_did_something(at))
    return share(peopled.filter(Exists(busy)).count(), peopled.count())


def _companies_active(at: datetime) -> float | None:
    people = User.objects.active().filter(company=OuterRef("pk"))
    peopled = Company.objects.filter(Exists(people))
    return share(peopled.filter(Exists(people.filter(_did_something(at)))).count(), peopled.count())


def register_own() -> None:
    register(
        Measure(
            "people",
            _("People of the house with an account"),
            _people,
            help=_("Invite the colleagues who are not here yet."),
            page="accounts:people",
            action=_("Open the people"),
        ),
        Measure(
            "spaces_with_purpose",
            _("Spaces that say what they are for"),
            _spaces_with_purpose,
            help=_("Give each space one line that says what belongs there."),
            page="spaces:directory",
            action=_("Open the spaces"),
        ),
        Measure(
            "staff_active",
            _("Colleagues who did something here in four weeks"),
            _staff_active,
            unit="%",
            help=_("Ask one question a week that everybody can answer."),
            page="feeds:home",
            action=_("Write a post"),
        ),
        Measure(
            "out_in_public",
            _("Things published for everybody in ninety days"),
            _out_in_public,
            help=_("Publish a page that customers ask for most."),
            page="wiki:home",
            action=_("Open the wiki"),
        ),
        Measure(
            "companies_writing",
            _("Companies that wrote in ninety days"),
            _companies_writing,
            help=_("Invite customers, and answer them where others can read it."),
            page="accounts:invitations",
            action=_("Invite somebody"),
        ),
        Measure(
            "spaces_well_kept",
            _("Spaces kept by two people or more"),
            _spaces_well_kept,
            unit="%",
            help=_("Name a second person who keeps each space."),
            page="spaces:directory",
            action=_("Open the spaces"),
        ),
        Measure(
            "departments_active",
            _("Departments that did something here in four weeks"),
            _departments_active,
            unit="%",
            help=_("Name a champion in each department that is quiet."),
            page="insights:people",
            action=_("See who others turn to"),
        ),
        Measure(
            "companies_active",
            _("Companies of which somebody did something in four weeks"),
            _companies_active,
            unit="%",
            help=_("Write to the people who face the companies that are quiet."),
            page="accounts:invitations",
            action=_("Invite somebody"),
        ),
    )
