"""Load data of the private centre: a desk, who is on duty, and threads of customers in every state, with notes."""

from __future__ import annotations

from intranet.accounts.models import User
from intranet.conversation.notes.actions import add_note
from intranet.demo.loads import Load, load
from intranet.spaces.actions import add_people, create_space
from intranet.spaces.audiences import forget
from intranet.spaces.models import Space

from .actions import centre as actions
from .actions.centre_desks import add_duty, keep_desk
from .models import Desk, Enquiry

_WEEKDAYS = range(5)
# Of ten threads so many are answered, so many of these solved, and so many have a note that only our side reads.
_ANSWERED, _SOLVED, _NOTED = 7, 4, 3


@load("enquiries", 70)
def enquiries(load: Load) -> None:
    """With the first desk there is, or one that is made for them; written through the actions, as people do."""
    customers = list(load.customers) or list(User.objects.active().filter(kind=User.Kind.CUSTOMER)[:50])
    if not customers:
        return
    team, answering = _team(load)
    for number in range(load.sizes["enquiries"]):
        customer, by = customers[number % len(customers)], answering[number % len(answering)]
        forget(customer)
        forget(by)
        italian = customer.language == "it"
        # Every third is begun by the team, for the customer who called.
        called = number % 3 == 2
        enquiry = actions.open_enquiry(
            by=by if called else customer,
            customer=customer if called else None,
            team=team,
            subject=load.sentence(5, italian=italian)[:-1],
            body=load.paragraph(3, italian=italian),
        )
        if number % 10 < _NOTED:
            add_note(enquiry, by=by, body=load.sentence(8, italian=italian))
        if number % 10 < _ANSWERED:
            actions.reply(enquiry, by=by, body=load.paragraph(2, italian=italian), solved=number % 10 < _SOLVED)
    load.progress("private threads")(Enquiry.objects.filter(team=team).count())


def _team(load: Load) -> tuple[Space, list[User]]:
    desk = Desk.objects.taking().select_related("team").first()
    if desk is None:
        keeper = load.staff[0]
        team = create_space(by=keeper, name="Support", visibility=Space.Visibility.CLOSED)
        people = list(load.staff[:6])
        add_people(team, by=keeper, people=people[1:])
        keep_desk(team, by=keeper, name="Support", purpose="Whatever is about your devices")
        for weekday in _WEEKDAYS:
            add_duty(team, by=keeper, person=people[weekday % len(people)], weekday=weekday)
        return team, people
    return desk.team, list(User.objects.active().staff().filter(memberships__space=desk.team))
