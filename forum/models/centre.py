"""The private centre: threads of a customer's company with a team."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from intranet.accounts.models import Company
from intranet.content.models import Entry
from intranet.content.models.entries import EntryQuerySet
from intranet.spaces.models import Space


class DeskQuerySet(models.QuerySet["Desk"]):
    def taking(self) -> DeskQuerySet:
        """Those that customers may write to now."""
        return self.filter(is_open=True, team__archived_at__isnull=True)


class Desk(models.Model):
    """A team that answers customers: how it is called outside, and how soon it usually answers."""

    team = models.OneToOneField(Space, models.CASCADE, related_name="desk")
    name = models.CharField(_("name that customers read"), max_length=80)
    purpose = models.CharField(_("what to ask here"), max_length=200, blank=True)
    # What stands before the @ of an address of ours; a mail to it opens an enquiry.
    address = models.SlugField(_("mail address"), max_length=40, unique=True, null=True, blank=True)
    reply_hours = models.PositiveSmallIntegerField(_("usual time to a reply, in working hours"), default=8)
    is_open = models.BooleanField(_("takes enquiries"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = DeskQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("desk")
        verbose_name_plural = _("desks")

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """Whom the threads of one firm, or of one person, with one team are for.

    ``area_N`` is the audience of the threads: the customers of the firm (or that person), the members of the team and
    the staff facing the firm. ``side_N`` is that of the notes beside them: the same without the customers. Without a
    firm and a person it is for those who write by mail alone, and nobody outside holds it.
    """

    team = models.ForeignKey(Space, models.CASCADE, related_name="areas")
    company = models.ForeignKey(Company, models.CASCADE, null=True, blank=True, related_name="areas")
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="areas")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(company=None) | Q(customer=None), name="area_of_a_firm_or_a_person"),
            models.UniqueConstraint(
                fields=["team", "company"], condition=Q(company__isnull=False), name="one_area_of_a_firm"
            ),
            models.UniqueConstraint(
                fields=["team", "customer"], condition=Q(customer__isnull=False), name="one_area_of_a_person"
            ),
            models.UniqueConstraint(
                fields=["team"], condition=Q(company=None, customer=None), name="one_area_of_mail_alone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team_id}: {self.company_id or self.customer_id or ''}"

    @property
    def audience(self) -> str:
        return f"area_{self.pk}"

    @property
    def side(self) -> str:
        return f"side_{self.pk}"


class EnquiryQuerySet(EntryQuerySet["Enquiry"]):
    def open(self) -> EnquiryQuerySet:
        return self.exclude(status=Enquiry.Status.SOLVED)

    def overdue(self) -> EnquiryQuerySet:
        return self.filter(status=Enquiry.Status.US, due_at__lte=now())


class Enquiry(Entry):
    """A private thread between a customer and a team."""

    class Status(models.TextChoices):
        US = "us", _("Waiting for us")
        CUSTOMER = "customer", _("Waiting for the customer")
        SOLVED = "solved", _("Solved")

    class Channel(models.TextChoices):
        WEB = "web", _("Written here")
        MAIL = "mail", _("Mail")
        FORM = "form", _("Contact form")

    number = models.PositiveIntegerField(unique=True, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="enquiries")
    team = models.ForeignKey(Space, models.PROTECT, related_name="enquiries")
    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="enquiries")
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enquiries")
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.US)
    channel = models.CharField(max_length=6, choices=Channel.choices, default=Channel.WEB)
    # Since when the customer has been waiting for us, and by when an answer is promised; null while nobody waits.
    waiting_since = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    # Which promise the team was reminded of: a new one reminds again.
    reminded_for = models.DateTimeField(null=True, blank=True, editable=False)
    first_reply_at = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    last_said_at = models.DateTimeField(default=now)
    last_said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    replies_count = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        indexes = [
            models.Index(fields=["team", "status", "due_at"], name="enquiry_of_team"),
            models.Index(fields=["company", "-last_said_at"], name="enquiry_of_company"),
            models.Index(fields=["customer", "-last_said_at"], name="enquiry_of_customer"),
            models.Index(
                F("due_at"), name="enquiry_due", condition=Q(status="us", due_at__isnull=False, reminded_for=None)
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("forum:enquiry", args=[self.number])

    @property
    def is_solved(self) -> bool:
        return self.status == self.Status.SOLVED

    @property
    def is_overdue(self) -> bool:
        return self.status == self.Status.US and self.due_at is not None and self.due_at <= now()


class Reply(Entry):
    """What is said in an enquiry, by either side."""

    channel = models.CharField(max_length=6, choices=Enquiry.Channel.choices, default=Enquiry.Channel.WEB)
    # Somebody of the house speaks, as it was when it was said.
    from_staff = models.BooleanField(default=False)

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")


class Duty(models.Model):
    """Who answers for a team: every week on one day, or over some days. Hours narrow it."""

    team = models.ForeignKey(Space, models.CASCADE, related_name="duties")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="duties")
    # 0 is Monday. Days that are named go before what is so every week.
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)

    class Meta:
        ordering = ["weekday", "first_day", "begins", "pk"]
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6, first_day=None, last_day=None)
                | Q(weekday=None, first_day__isnull=False, last_day__gte=F("first_day")),
                name="duty_on_a_weekday_or_some_days",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.team}"


class StagedAccount(models.Model):
    """Somebody who has written to us and never signed in. The person is nobody's to find, to name or to let in; who
    proves the address later has the history, and this is done with."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="staged")
    email = models.EmailField(db_index=True)
    created_at = models.DateTimeField(default=now, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="staged_claimed"
    )
    # What a mail server said of mail that came back; while it stands nothing more is sent.
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=Q(claimed_at=None), name="one_staged_account_each")
        ]

    def __str__(self) -> str:
        return self.email
