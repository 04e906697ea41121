"""By when an answer is promised, counted in working hours of the house, and how that is said to a customer."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone, localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.models import Enquiry

OPENS, CLOSES = time(9), time(17)
A_DAY = 8
_WORKING_DAYS = range(5)


def due_after(since: datetime, hours: int) -> datetime:
    """So many working hours later. Nobody works at the weekend."""
    zone = get_default_timezone()
    moment, left = since.astimezone(zone), timedelta(hours=hours)
    while True:
        opens, closes = (datetime.combine(moment.date(), at, tzinfo=zone) for at in (OPENS, CLOSES))
        if moment.weekday() in _WORKING_DAYS and moment < closes:
            begins = max(moment, opens)
            if begins + left <= closes:
                return begins + left
            left -= closes - begins
        moment = datetime.combine(moment.date() + timedelta(days=1), time(), tzinfo=zone)


def promise(hours: int) -> str:
    """ "Usually within one working day", as a customer reads it."""
    if hours < A_DAY:
        text = ngettext(
            "We usually answer within %(hours)s working hour.",
            "We usually answer within %(hours)s working hours.",
            hours,
        )
        return text % {"hours": hours}
    days = -(-hours // A_DAY)
    text = ngettext(
        "We usually answer within %(days)s working day.", "We usually answer within %(days)s working days.", days
    )
    return text % {"days": days}


def expected(enquiry: Enquiry) -> str:
    """What the customer may expect now."""
    match enquiry.status:
        case Enquiry.Status.SOLVED:
            return _("This is solved. Write again if something is missing, and it is open again.")
        case Enquiry.Status.CUSTOMER:
            return _("We have answered and wait for you.")
    if enquiry.due_at is None:
        return _("We have it and will answer.")
    if enquiry.due_at <= now():
        return _("We are later than we promised. The team has been reminded.")
    return _("You have an answer by %(moment)s.") % {"moment": said(enquiry.due_at)}


def said(moment: datetime) -> str:
    return date_format(localtime(moment), "l j F, H:i")
