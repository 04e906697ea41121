"""Running a campaign: beginning it, taking part, judging, counting, and saying who won."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from ideas.actions.ideas import suggest
from ideas.models import Board, Campaign, Contribution, Criterion, Idea, Juror, Score
from ideas.sealing.actions import suggest_sealed
from intranet.accounts.models import User
from intranet.activity.ledger import record
from intranet.content.actions import edit_entry, hold, publish_entry, written_before
from intranet.content.texts import rendered
from intranet.content.titles import check_title, slug_of
from intranet.core.decisions import require
from intranet.realtime.publish import publish
from intranet.realtime.units import action, step

from . import policies
from .counting import ranked

MOST_CRITERIA = 6
MOST_JURORS = 30


@action
def begin_campaign(
    board: Board,
    *,
    by: User,
    question: str,
    text: str = "",
    opens_at: datetime | None = None,
    closes_at: datetime,
    way: str = Campaign.Way.VOTE,
    criteria: Iterable[str] = (),
    jury: Iterable[User] = (),
    attachment_ids: Iterable[Any] = (),
    client_id: UUID | None = None,
) -> Campaign:
    """Ask a question that is open until ``closes_at``. ValidationError for times, criteria or a jury that make no
    sense."""
    if (earlier := written_before(Campaign, by=by, client_id=client_id)) is not None:
        return earlier
    require(policies.can_start(by, board))
    question = check_title(question)
    opens_at = opens_at or now()
    _check_times(opens_at, closes_at)
    if way not in Campaign.Way.values:
        raise ValidationError({"way": _("There is no such way.")}, code="way")
    criteria, jury = _clean(criteria), list(dict.fromkeys(jury))
    campaign = Campaign(
        board=board, slug=slug_of(question, "campaign"), opens_at=opens_at, closes_at=closes_at, way=way
    )

    def along(made: Campaign) -> None:
        _set_jury(made, criteria, jury, by=by)

    made = publish_entry(
        campaign,
        by=by,
        title=question,
        body=text,
        space=board.space,
        audience=board.audience,
        client_id=client_id,
        attachment_ids=attachment_ids,
        along=along,
    )
    _tell_jury(made, [person.pk for person in jury], by=by)
    return made


@action
def change_campaign(
    campaign: Campaign,
    *,
    by: User,
    question: str,
    text: str,
    opens_at: datetime,
    closes_at: datetime,
    criteria: Iterable[str] = (),
    jury: Iterable[User] = (),
    attachment_ids: Iterable[Any] | None = None,
) -> Campaign:
    """Change what is asked, until when, and who judges. Criteria stand from the first score on."""
    _hold(campaign)
    require(policies.can_change(by, campaign))
    question = check_title(question)
    if (opens_at, closes_at) != (campaign.opens_at, campaign.closes_at):
        _check_times(opens_at, closes_at)
    own = {"opens_at": opens_at, "closes_at": closes_at, "slug": slug_of(question, "campaign")}
    changed = any(getattr(campaign, name) != value for name, value in own.items())
    for name, value in own.items():
        setattr(campaign, name, value)
    Campaign.objects.filter(pk=campaign.pk).update(**own)
    before = set(campaign.jury.values_list("person", flat=True))
    jury = list(dict.fromkeys(jury))
    _set_jury(campaign, _clean(criteria), jury, by=by)
    edit_entry(campaign, by=by, title=question, body=text, own_fields_changed=changed, attachment_ids=attachment_ids)
    _tell_jury(campaign, [person.pk for person in jury if person.pk not in before], by=by)
    return campaign


@action
def answer_campaign(campaign: Campaign, *, by: User, sealed: bool = False, **words: Any) -> Idea:
    """Take part with a new idea; ``words`` as of ``suggest``."""
    _hold(campaign)
    require(policies.can_enter(by, campaign))
    if sealed:
        # It has to be out when it is counted.
        idea = suggest_sealed(campaign.board, by=by, before=campaign.closes_at, **words)
    else:
        idea = suggest(campaign.board, by=by, **words)
    Contribution.objects.get_or_create(idea=idea, defaults={"campaign": campaign})
    return idea


@action
def enter(idea: Idea, campaign: Campaign, *, by: User) -> bool:
    """Have an idea that stands on the board take part. False where it does already."""
    _hold(campaign)
    hold(idea)
    require(policies.can_enter_with(by, campaign, idea))
    made, is_new = Contribution.objects.get_or_create(idea=idea, defaults={"campaign": campaign})
    if not is_new and made.campaign_id != campaign.pk:
        raise ValidationError(_("This idea takes part in another campaign."), code="elsewhere")
    return is_new


@action
def take_out(contribution: Contribution, *, by: User) -> None:
    """Its idea stays on the board and takes part no longer."""
    _hold(contribution.campaign)
    require(policies.can_take_out(by, contribution))
    contribution.delete()


@action
def score(contribution: Contribution, *, by: User, points: Mapping[int, int]) -> None:
    """What a member of the jury gives one idea: 1 to 5 under each criterion, by its number; until the deadline the
    last word counts. ValidationError where one is missing."""
    _hold(contribution.campaign)
    require(policies.can_score(by, contribution))
    juror = policies.juror_of(by, contribution.campaign)
    criteria = {one.pk for one in contribution.campaign.criteria.all()}
    if set(points) != criteria or any(value not in range(1, 6) for value in points.values()):
        raise ValidationError(_("Give 1 to 5 under each criterion."), code="points")
    for criterion, value in points.items():
        Score.objects.update_or_create(
            contribution=contribution, juror=juror, criterion_id=criterion, defaults={"points": value}
        )


@action
def close(campaign: Campaign) -> bool:
    """Count, once, when the time has come. May be called by several, early or late."""
    _hold(campaign)
    if campaign.closed_at is not None or campaign.closes_at > now() or not campaign.is_published:
        return False
    campaign.closed_at = now()
    campaign.save(update_fields=["closed_at"])
    for contribution in ranked(campaign):
        contribution.save(update_fields=["votes", "points", "place"])
    record("ideas.campaign.closed", by=None, on=campaign)
    _publish(campaign, "closed")
    return True


@action
def announce(campaign: Campaign, *, by: User, winners: Iterable[Contribution], words: str = "") -> bool:
    """Say who won. Everybody who took part is thanked, once. False where it was said before."""
    _hold(campaign)
    if campaign.is_announced:
        return False
    require(policies.can_announce(by, campaign))
    chosen = {one.pk for one in winners}
    taking_part = campaign.contributions.filter(place__isnull=False)
    if taking_part.exists() and not chosen:
        raise ValidationError(_("Choose at least one idea."), code="winners")
    if len(chosen) != taking_part.filter(pk__in=chosen).count():
        raise ValidationError(_("Choose among the ideas of this campaign."), code="winners")
    taking_part.filter(pk__in=chosen).update(is_winner=True)
    campaign.words = words.strip()[:4000]
    campaign.words_html = rendered(campaign.words, by=by, home=campaign.space_id, audience=campaign.audience).html
    campaign.announced_at, campaign.announced_by = now(), by
    campaign.save(update_fields=["words", "words_html", "announced_at", "announced_by"])
    record("ideas.campaign.announced", by=by, on=campaign, winners=sorted(chosen))
    _publish(campaign, "announced")
    return True


@action
def remind_jury(campaign: Campaign, jurors: QuerySet[Juror]) -> int:
    """Remind those of the jury, once each, who have not scored everything."""
    _hold(campaign)
    waiting = [one for one in jurors.select_related("person") if open_for(one)]
    Juror.objects.filter(pk__in=[one.pk for one in waiting]).update(reminded_at=now())
    if waiting:
        people = [one.person_id for one in waiting]
        record("ideas.campaign.jury_reminded", by=None, on=campaign, audience="", people=people)
    return len(waiting)


def open_for(juror: Juror) -> list[Contribution]:
    """What this member of the jury has still to score."""
    ideas = juror.campaign.contributions.select_related("idea").filter(idea__state="published", idea__head=None)
    scored = set(Score.objects.filter(juror=juror).values_list("contribution", flat=True))
    return [one for one in ideas if one.pk not in scored and not policies.is_own(juror.person, one.idea)]


@step
def _set_jury(campaign: Campaign, criteria: list[str], jury: list[User], *, by: User) -> None:
    if not campaign.by_jury:
        return
    if not criteria or not jury:
        raise ValidationError(_("A jury needs people, and criteria to score by."), code="jury")
    if len(jury) > MOST_JURORS:
        raise ValidationError({"jury": _("That are too many people.")}, code="jury")
    for person in jury:
        if not type(campaign).objects.visible_to(person).filter(pk=campaign.pk).exists():
            said = _("%(name)s does not read this board.") % {"name": person}
            raise ValidationError({"jury": said}, code="jury")
    standing = list(campaign.criteria.values_list("name", flat=True))
    if standing != criteria:
        if Score.objects.filter(contribution__campaign=campaign).exists():
            raise ValidationError({"criteria": _("Scores were given: the criteria stand.")}, code="criteria")
        campaign.criteria.all().delete()
        Criterion.objects.bulk_create(
            Criterion(campaign=campaign, name=name, position=place) for place, name in enumerate(criteria)
        )
    campaign.jury.exclude(person__in=jury).delete()
    Juror.objects.bulk_create((Juror(campaign=campaign, person=person) for person in jury), ignore_conflicts=True)


@step
def _tell_jury(campaign: Campaign, people: list[int], *, by: User) -> None:
    if people:
        record("ideas.campaign.jury_named", by=by, on=campaign, audience="", people=people)


@step
def _publish(campaign: Campaign, what: str) -> None:
    publish(campaign.root_key, f"ideas.campaign.{what}", on=campaign.key, entry=campaign.entry_id)


def _hold(campaign: Campaign) -> None:
    """What the kind adds is read again, too: the deadline may have been moved."""
    hold(campaign)
    campaign.refresh_from_db(fields=["opens_at", "closes_at", "closed_at", "announced_at", "way"])


def _check_times(opens_at: datetime, closes_at: datetime) -> None:
    if closes_at <= now():
        raise ValidationError({"closes_at": _("This time has passed already. Choose a later one.")}, code="closes_at")
    if closes_at <= opens_at:
        raise ValidationError({"closes_at": _("It has to close after it opens.")}, code="closes_at")


def _clean(criteria: Iterable[str]) -> list[str]:
    found = [" ".join(one.split())[:80] for one in criteria]
    found = list(dict.fromkeys(one for one in found if one))
    if len(found) > MOST_CRITERIA:
        raise ValidationError({"criteria": _("That are too many criteria: six at most.")}, code="criteria")
    return found
