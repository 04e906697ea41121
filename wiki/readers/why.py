"""Why somebody can read a page, or cannot: the chain from the page to the person, in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from intranet.accounts.models import User
from intranet.spaces.audiences import CUSTOMERS, PUBLIC, Viewer, audiences_of
from intranet.spaces.models import Circle, Membership, Space
from wiki import rights
from wiki.models import Page
from wiki.rights import Said

from .words import who_reads


@dataclass(frozen=True)
class Answer:
    person: User
    reads: bool
    because: tuple[str, ...]


@dataclass(frozen=True)
class Link:
    """The last link of the chain: whether it holds, and its sentence."""

    holds: bool
    sentence: str


def why(page: Page, person: User, *, asker: Viewer) -> Answer:
    """``asker`` may manage the page; of what they may not know of, the sentences say only that it is there."""
    assert page.space is not None
    line = rights.line_of(page)
    said = rights.reading_of(page, line)
    reads = Page.objects.visible_to(person).filter(pk=page.pk).exists()
    sentences = [_where_it_is_said(page, said, asker)]
    if not person.is_active:
        sentences.append(_("The account of %(person)s is closed.") % {"person": person.name})
    elif page.is_deleted:
        sentences.append(_("The page is in the trash, where nobody reads it."))
    elif page.is_hidden:
        sentences.append(_("A moderator has hidden the page: those who decide about it and who began it read it."))
    else:
        sentences.append(_link(said, page.space, person, asker).sentence)
    return Answer(person, reads, tuple(sentences))


def _where_it_is_said(page: Page, said: Said, asker: Viewer) -> str:
    assert page.space is not None
    words = {"page": page.title, "who": who_reads(said, page.space, asker)}
    if said.by is None:
        return _("Nothing is said of “%(page)s” nor of a page above it, so it is for: %(who)s.") % words
    if said.by.pk == page.pk:
        return _("“%(page)s” says itself whom it is for: %(who)s.") % words
    if Page.objects.visible_to(asker).filter(pk=said.by.pk).exists():
        return _("“%(page)s” follows “%(above)s”, which stands above it and is for: %(who)s.") % (
            words | {"above": said.by.title}
        )
    return _("“%(page)s” follows a page above it that you do not see, which is for: %(who)s.") % words


def _link(said: Said, space: Space, person: User, asker: Viewer) -> Link:
    match said.what:
        case Page.Reads.PUBLIC:
            return Link(PUBLIC in audiences_of(person), _("Everybody reads it, so %(name)s does.") % _named(person))
        case Page.Reads.CUSTOMERS:
            return _as_staff_or_customer(person)
        case Page.Reads.CHOSEN if said.circle is not None:
            return _by_circle(said.circle, person, asker)
    return _by_space(space, person, asker)


def _named(person: User) -> dict[str, str]:
    return {"name": person.name}


def _as_staff_or_customer(person: User) -> Link:
    holds = CUSTOMERS in audiences_of(person)
    if person.is_staff_member:
        return Link(holds, _("%(name)s works here.") % _named(person))
    if person.is_customer:
        return Link(holds, _("%(name)s is a customer.") % _named(person))
    return Link(holds, _("%(name)s is an agency guest, and those are neither staff nor customers.") % _named(person))


def _by_space(space: Space, person: User, asker: Viewer) -> Link:
    is_known = Space.objects.visible_to(asker).filter(pk=space.pk).exists()
    words = _named(person) | {"space": space.name if is_known else _("a space that you do not see")}
    holds = space.audience in audiences_of(person)
    membership = Membership.objects.filter(space=space, person=person).first()
    if membership is not None and holds:
        sentence = {
            Membership.Role.OWNER: _("%(name)s is an owner of %(space)s."),
            Membership.Role.MODERATOR: _("%(name)s keeps order in %(space)s, as a moderator."),
        }.get(Membership.Role(membership.role), _("%(name)s is a member of %(space)s."))
    elif space.is_community:
        sentence = _("%(space)s is a community, which everybody reads; so does %(name)s.")
    elif space.visibility == Space.Visibility.OPEN and person.is_staff_member:
        sentence = _("%(space)s is open to all staff, and %(name)s works here.")
    elif space.visibility == Space.Visibility.OPEN:
        sentence = _("%(space)s is open to staff; %(name)s does not work here and is not in it.")
    else:
        sentence = _("%(name)s is not in %(space)s.")
    return Link(holds, sentence % words)


def _by_circle(circle: Circle, person: User, asker: Viewer) -> Link:
    """By the part that lets this person in; of several, the one that says most."""
    holds = circle.audience in audiences_of(person)
    if holds and circle.people.filter(pk=person.pk).exists() and not person.is_agency:
        return Link(holds, _("%(name)s is one of those chosen by name.") % _named(person))
    if holds and person.department is not None and circle.departments.filter(pk=person.department.pk).exists():
        words = _named(person) | {"department": person.department.name}
        return Link(holds, _("%(name)s is in the department %(department)s, which was chosen.") % words)
    if holds and person.company is not None and circle.companies.filter(pk=person.company.pk).exists():
        words = _named(person) | {"company": person.company.name}
        return Link(holds, _("%(name)s is of %(company)s, which was chosen.") % words)
    for space in circle.spaces.order_by("name"):
        if (link := _by_space(space, person, asker)).holds:
            return link
    return Link(holds, _("%(name)s is not among those chosen, nor in what was chosen.") % _named(person))
