"""What is done about a page's being true, and who hears of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from intranet.activity import verbs
from intranet.activity.models import Activity
from intranet.activity.verbs import Recipient, Verb
from intranet.spaces.models import Membership
from wiki.models import Page


def who_answers_for(page: Page) -> list[int]:
    """Its owner; or of the team that owns it, and else of the space, those who keep order there."""
    if page.owner is not None and page.owner.is_active:
        return [page.owner.pk]
    keepers = Membership.objects.filter(
        space=page.owner_team_id or page.space_id,
        role__in=[Membership.Role.OWNER, Membership.Role.MODERATOR],
        person__is_active=True,
    )
    return list(keepers.order_by("pk").values_list("person", flat=True)[:20])


def _answering(activity: Activity) -> Iterable[Recipient]:
    page = Page.objects.select_related("owner").filter(pk=activity.subject_id).first()
    return [Recipient(pk, "owner") for pk in who_answers_for(page)] if page is not None else []


def _entrusted(activity: Activity) -> Iterable[Recipient]:
    person = activity.details.get("person")
    return [Recipient(person, "you")] if person else []


def register() -> None:
    verbs.register(
        Verb(
            "wiki.page.entrusted", _("{actor} asked you to answer for “{title}”"), audited=True, recipients=_entrusted
        ),
        Verb("wiki.page.verified", _("{actor} verified “{title}”")),
        Verb("wiki.page.review_due", _("“{title}” is due: is it still true?"), official=True, recipients=_answering),
        Verb("wiki.page.opinion", _("A reader wrote what “{title}” lacks"), official=True, recipients=_answering),
    )
