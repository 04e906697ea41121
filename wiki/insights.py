"""What the wiki tells those who decide: whether somebody answers for its pages, and which are to be looked at again."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from intranet.accounts.models import User
from intranet.content.models import Credit
from intranet.insights.maturity import measures
from intranet.insights.maturity.measures import Measure, share
from intranet.insights.week import chores
from intranet.insights.week.chores import Chore, Deed
from intranet.spaces.audiences import PUBLIC

from .models import Page
from .truth.actions import verify_page
from .truth.policies import can_verify

FEWEST = 3


def pages_looked_after(at: datetime) -> float | None:
    """Somebody answers for them, and they are not due."""
    pages = Page.objects.published().filter(published_at__lt=at)
    kept = pages.filter(Q(owner__is_active=True) | Q(owner_team__isnull=False))
    kept = kept.exclude(review_due__lte=localdate(at))
    return share(kept.count(), pages.count(), fewest=FEWEST)


def docs_with_customers(at: datetime) -> float | None:
    """Of the pages everybody reads those in which words of a customer are kept, who is named for it."""
    public = Page.objects.published().filter(audience=PUBLIC, published_at__lt=at)
    credits = Credit.objects.filter(entry=OuterRef("pk"), person__kind=User.Kind.CUSTOMER, withdrawn_at=None)
    return share(public.filter(Exists(credits.filter(made_at__lt=at))).count(), public.count(), fewest=FEWEST)


def _due(person: User) -> QuerySet[Page]:
    pages = Page.objects.visible_to(person).published().filter(review_due__lte=localdate())
    found: QuerySet[Page] = pages.exclude(space__archived_at__isnull=False).order_by("review_due", "pk")
    return found


def _since(page: Page) -> str:
    days = (localdate() - page.review_due).days if page.review_due else 0
    return ngettext(
        "Was to be looked at %(n)s day ago", "Was to be looked at %(n)s days ago", days
    ) % {"n": days}  # fmt: skip


def _still_true(page: Page, by: User) -> str:
    verify_page(page, by=by)
    return _("It is said to be true as of today.")


def register() -> None:
    measures.register(
        Measure(
            "pages_looked_after",
            gettext_lazy("Pages somebody answers for and that are not due"),
            pages_looked_after,
            unit="%",
            help=gettext_lazy("Say who answers for each page, and by when somebody looks again."),
            page="wiki:home",
            action=gettext_lazy("Open the wiki"),
        ),
        Measure(
            "docs_with_customers",
            gettext_lazy("Public pages in which a customer's words are kept"),
            docs_with_customers,
            unit="%",
            help=gettext_lazy("Make a page of a solved question, and name who asked."),
            page="forum:home",
            action=gettext_lazy("Open the forum"),
        ),
    )
    chores.register(
        Chore(
            "stale",
            gettext_lazy("See whether it is still true"),
            minutes=3,
            most=2,
            waiting=_due,
            why=_since,
            deeds=(Deed("true", gettext_lazy("It is still true"), _still_true, can_verify),),
            order=20,
        )
    )
