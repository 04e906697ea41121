"""Somebody's part in the forum, beyond what they wrote, which is among the entries."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from intranet.accounts.personal_data import table

from .models import (
    Area,
    CannedReply,
    Category,
    Duty,
    Enquiry,
    Following,
    LeftOut,
    Merge,
    Publication,
    ReadMark,
    Split,
    StagedAccount,
    Topic,
)

# How the house works on it is no part of what a customer has written.
_INSIDE = ["assignee", "reminded_for", "due_at", "area"]


def _register() -> None:
    table("topics_accepted", _("Answers accepted"), Topic, of="accepted_by", also=["title"], goes=False, order=58)
    table("topics_assigned", _("Topics assigned to you"), Topic, of="assignee", also=["title"], goes=False, order=59)
    table("topics_spoken_last", _("Topics you spoke in last"), Topic, of="last_said_by", goes=False, order=59)
    table("forum_followed", _("Followed in the community"), Following, also=["category__name", "tag__name"], order=59)
    table(
        "topics_read", _("How far you have read in the forum"), ReadMark, of="person", also=["topic", "until"], order=59
    )
    table("left_out", _("What you left out of worklists"), LeftOut, of="by", goes=False, order=59)
    table("contact_for", _("Categories you are named for"), Category.contacts.through, of="user", order=59)
    table("topics_closed", _("Topics you closed"), Topic, of="closed_by", also=["title"], goes=False, order=59)
    table("topics_joined", _("Topics you joined"), Merge, of="made_by", without=["moved"], goes=False, order=59)
    table("topics_parted", _("Topics you parted again"), Merge, of="undone_by", without=["moved"], goes=False, order=59)
    table("topics_split", _("Topics you made of answers"), Split, of="made_by", goes=False, order=59)
    table("canned_replies", _("Your canned replies"), CannedReply, of="owner", order=59)
    table("enquiries", _("Enquiries"), Enquiry, of="customer", also=["title"], without=_INSIDE, goes=False, order=60)
    table("enquiries_assigned", _("Enquiries you answer"), Enquiry, of="assignee", also=["title"], goes=False, order=60)
    table(
        "enquiries_spoken_last", _("Enquiries you spoke in last"), Enquiry, of="last_said_by", without=_INSIDE,
        goes=False, order=60,
    )  # fmt: skip
    table("areas", _("Threads of your own with a team"), Area, of="customer", goes=False, order=60)
    table("duties", _("Days on duty"), Duty, also=["team__name"], order=61)
    table("staged", _("Addresses you wrote from without an account"), StagedAccount, goes=False, order=61)
    table("staged_claimed", _("Addresses whose threads you took over"), StagedAccount, of="claimed_by", order=61)
    table("publications", _("Threads you drafted for the public"), Publication, of="made_by", goes=False, order=61)


_register()
