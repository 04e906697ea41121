"""By when an answer is promised, counted in the hours in which the house answers; how a customer reads that."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum import clock
from forum.models import Enquiry
from forum.work import hours as working_hours
from forum.work.hours import Office


def due_after(since: datetime, hours: int) -> datetime:
    """So many hours later, of those in which the house answers (``OfficeHours``)."""
    return working_hours.due_after(since, hours, clock.office())


def promise(hours: int, office: Office | None) -> str:
    """ "Usually within one working day", as a customer reads it."""
    if office is None:
        text = ngettext("We usually answer within %(hours)s hour.", "We usually answer within %(hours)s hours.", hours)
        return text % {"hours": hours}
    a_day = office.hours_a_day
    if hours < a_day:
        text = ngettext(
            "We usually answer within %(hours)s working hour.",
            "We usually answer within %(hours)s working hours.",
            hours,
        )
        return text % {"hours": hours}
    days = -(-hours // a_day)
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
