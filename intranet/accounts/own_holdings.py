"""What people hold that accounts knows of: those they lead, the companies they face, whom they stand in for, and the
invitations they have sent."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import policies
from .handover import Held, Holding, register
from .models import Absence, CompanyAssignment, Invitation, User, Vacancy


def register_own() -> None:
    register(
        Holding(
            "reports", gettext_lazy("Leads"), finds=_reports, hand=_hand_report, order=20, suggests=lambda p: p.manager
        )
    )
    register(
        Holding(
            "vacancies", gettext_lazy("Looks for"), finds=_vacancies, hand=_hand_vacancy, order=25,
            suggests=lambda p: p.manager,
        )
    )  # fmt: skip
    register(Holding("companies", gettext_lazy("Looks after"), finds=_companies, hand=_hand_company, order=30))
    register(Holding("stand_ins", gettext_lazy("Stands in for"), finds=_absences, hand=_hand_absence, order=40))
    register(Holding("invitations", gettext_lazy("Has invited"), finds=_invitations, hand=_hand_invitation, order=90))


def _reports(person: User) -> Iterable[Held]:
    for report in User.objects.active().filter(manager=person).order_by("folded_name"):
        yield Held(report.key, report.name, note=report.job_title, url=report.get_absolute_url())


def _hand_report(held: Held, person: User, to: User | None, by: User) -> None:
    from .actions import change_place  # noqa: PLC0415 - actions close accounts, which hands over

    report = User.objects.get(pk=_number(held))
    # Whoever takes over a team of which they are one does not lead themself: they answer to who is above.
    manager = person.manager if to is not None and to.pk == report.pk else to
    change_place(report, by=by, manager=manager)


def _vacancies(person: User) -> Iterable[Held]:
    for vacancy in Vacancy.objects.filter(manager=person):
        yield Held(vacancy.key, vacancy.job_title, url=vacancy.link)


def _hand_vacancy(held: Held, person: User, to: User | None, by: User) -> None:
    if to is not None and not to.is_staff_member:
        raise ValidationError(_("A manager is a colleague with an open account."))
    Vacancy.objects.filter(pk=_number(held), manager=person).update(manager=to or person.manager)


def _companies(person: User) -> Iterable[Held]:
    for row in CompanyAssignment.objects.filter(person=person).select_related("company").order_by("company__name"):
        others = CompanyAssignment.objects.filter(company=row.company, person__is_active=True).exclude(person=person)
        alone = "" if others.exists() else _("Nobody else looks after this company.")
        yield Held(row.company.key, row.company.name, note=alone or row.note)


def _hand_company(held: Held, person: User, to: User | None, by: User) -> None:
    from .actions import face_company, stop_facing_company  # noqa: PLC0415

    row = CompanyAssignment.objects.select_related("company", "person").get(person=person, company=_number(held))
    if to is not None:
        face_company(to, row.company, by=by, note=row.note)
    stop_facing_company(row, by=by)


def _absences(person: User) -> Iterable[Held]:
    rows = Absence.objects.filter(stand_in=person).select_related("person")
    for absence in rows:
        if not absence.is_over:
            yield Held(f"absence_{absence.pk}", absence.person.name, url=absence.person.get_absolute_url())


def _hand_absence(held: Held, person: User, to: User | None, by: User) -> None:
    absence = Absence.objects.get(pk=_number(held))
    if to is not None and (not to.is_staff_member or to.pk == absence.person_id):
        raise ValidationError(_("%(name)s cannot stand in here.") % {"name": to})
    Absence.objects.filter(pk=absence.pk, stand_in=person).update(stand_in=to)


def _invitations(person: User) -> Iterable[Held]:
    sent = Invitation.objects.filter(invited_by=person, accepted_at=None, revoked_at=None)
    count = sent.count()
    if count:
        label = ngettext("%(count)d open invitation", "%(count)d open invitations", count) % {"count": count}
        yield Held("invitations", label, note=_("Without a successor they are withdrawn."))


def _hand_invitation(held: Held, person: User, to: User | None, by: User) -> None:
    """They stay in the name of who takes over; closing the account withdraws the rest."""
    if to is None:
        return
    if not policies.can_invite(to):
        raise ValidationError(_("%(name)s may not invite people.") % {"name": to})
    Invitation.objects.filter(invited_by=person, accepted_at=None, revoked_at=None).update(invited_by=to)


def _number(held: Held) -> int:
    return int(held.key.rpartition("_")[2])
