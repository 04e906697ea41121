"""Who may see a thing, as one short string.

The same string is a database column, a token in the search index, the name of a stream and the filter of a feed,
so the four cannot disagree. Underscores only: the search analyser splits at a hyphen, and then ``space-1`` finds
what belongs to ``space-12``.

``audiences_of(viewer)`` asks forward (what may this person see); ``people_in(audience)`` asks back (who may see
this). A test holds the two against each other for the whole cast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from intranet.accounts.models import Company, CompanyAssignment, User
from intranet.accounts.own_rows import also_read, as_row, own_rows
from intranet.core.prepared import prepared

from .filling.attributes import has_role, works_at
from .models import Circle, CircleTrait, Membership, Space

Viewer = User | AnonymousUser

PUBLIC = "public"
CUSTOMERS = "customers"
ORG = "org"

Provider = Callable[["User"], Iterable[str]]
Holders = Callable[[str], QuerySet[User]]
_providers: list[Provider] = []
_holders: dict[str, Holders] = {}
_meets: dict[str, Holders] = {}
_remembered = ["_audiences", "_spaces_held", "_circles_held"]
_apart: set[str] = set()
# What all staff hold by being staff (None), or everybody in a space by being in it (its number).
Standing = Callable[[int | None], Iterable[str]]
_standing: dict[str, Standing] = {}


def provide(
    name: str,
    *,
    of: Provider,
    holders: Holders,
    meets: Holders | None = None,
    apart: bool = False,
    remembered: str = "",
    standing: Standing | None = None,
) -> None:
    """Let an app add the audiences it knows about: ``of(person)`` the strings a person holds,
    ``holders(key)`` the people who hold ``<name>_<key>``.

    ``meets(key)``: the people who know of each other there, whatever firm they are of. ``apart``: what is said there is
    between those people: it is not lent to who looks through another's eyes, and who keeps order in the house learns
    only what one of them reports. ``remembered`` is the attribute of the person in which ``of`` keeps its answer.
    ``standing(space)``: those that everybody in a space holds by being in it, and for None all staff by being that.
    """
    if remembered and remembered not in _remembered:
        _remembered.append(remembered)
    if name not in _holders:
        _providers.append(of)
    _holders[name] = holders
    if meets is not None:
        _meets[name] = meets
    if apart:
        _apart.add(name)
    if standing is not None:
        _standing[name] = standing


def people_met_in(audience: str) -> QuerySet[User]:
    """Those who know of each other by being where this audience is, beside what firm they are of."""
    name, _sep, key = audience.rpartition("_")
    return _meets[name](key) if name in _meets and key.isdigit() else User.objects.none()


def is_apart(audience: str) -> bool:
    """Whether what has this audience is between those who read it, and nobody else's to look into."""
    return audience.rpartition("_")[0] in _apart


def in_apart(column: str) -> Q:
    """That the audience in ``column`` is one of those."""
    found = Q(pk__in=[])
    for name in sorted(_apart):
        found |= Q(**{f"{column}__startswith": f"{name}_"})
    return found


def audiences_of(viewer: Viewer) -> frozenset[str]:
    """Every audience this viewer holds; remembered on the viewer object, so for one request."""
    if (found := viewer.__dict__.get("_audiences")) is None:
        found = viewer.__dict__["_audiences"] = frozenset(_find(viewer))
    return found


def forget(viewer: Viewer) -> None:
    """Call after changing what a person belongs to while holding the person."""
    for name in _remembered:
        viewer.__dict__.pop(name, None)


def standing_in(person: int | None, audiences: Iterable[str]) -> Viewer:
    """Somebody (None: a guest) of whom ``visible_to`` learns the number and the audiences, and nothing else: for a
    question that is prepared (``core/prepared.py``) for whoever reads. It stands for no reader who has a floor
    somewhere."""
    reader = AnonymousUser() if person is None else User(pk=person, is_active=False)
    reader.__dict__ |= {"_audiences": frozenset(audiences), "_stands_in": True}
    return reader


def told_of(viewer: Viewer) -> dict[str, Any]:
    """What a prepared question is told of the reader for whom ``standing_in`` then stands; a guest has number 0."""
    return {"person": viewer.pk or 0, "audiences": audiences_of(viewer), "is_guest": not viewer.is_authenticated}


def is_stand_in(viewer: Viewer) -> bool:
    return "_stands_in" in viewer.__dict__


def _find(viewer: Viewer) -> set[str]:
    if not viewer.is_authenticated:
        held = _read_by_all()
        return {PUBLIC, *(f"space_{pk}" for pk, _in in held), *(f"circle_{pk}" for _space, pk in held if pk)}
    if not viewer.is_active:
        return set()
    if viewer.is_bot:
        return {viewer.key}.union(*(provider(viewer) for provider in _providers))
    found = {PUBLIC, viewer.key}
    if not viewer.is_agency:
        found.add(CUSTOMERS)
    if viewer.is_staff_member:
        found.add(ORG)
        found.update(f"company_{pk}" for pk, space in _held_besides(viewer) if space == _FACED)
    elif viewer.company_id:
        found.add(f"company_{viewer.company_id}")
    found.update(f"space_{pk}" for pk, *_rest in spaces_held(viewer))
    for provider in _providers:
        found.update(provider(viewer))
    return found


@prepared()
def _read_by_all() -> QuerySet[Any, Any]:
    """The spaces that the public reads, each with the circles it is in."""
    return Space.objects.filter(visibility=Space.Visibility.COMMUNITY).order_by().values_list("pk", "circles")


def audiences_of_all_staff() -> frozenset[str]:
    """What every colleague holds, whoever it is: no closed space, no company, nobody's own."""
    wide = Space.objects.filter(visibility__in=[Space.Visibility.COMMUNITY, Space.Visibility.OPEN]).order_by()
    held = list(wide.values_list("pk", "circles"))
    found = {PUBLIC, CUSTOMERS, ORG, *(f"space_{pk}" for pk, _in in held)}
    found |= {f"circle_{pk}" for _space, pk in held if pk}
    return frozenset(found.union(*(standing(None) for standing in _standing.values())))


def audiences_of_space(space_id: int) -> frozenset[str]:
    """What everybody in one space holds by being in it, and nothing that they hold besides."""
    circles = Circle.spaces.through.objects.filter(space=space_id).values_list("circle_id", flat=True)
    found = {f"space_{space_id}", *(f"circle_{pk}" for pk in circles)}
    return frozenset(found.union(*(standing(space_id) for standing in _standing.values())))


def spaces_held(person: User) -> list[tuple[int, str, str | None]]:
    """(space, visibility, own role or None) of each space whose content this person may read."""
    if (held := person.__dict__.get("_spaces_held")) is None:
        rows = own_rows(person, "spaces")
        held = person.__dict__["_spaces_held"] = [(row["space"], row["visibility"], row["role"]) for row in rows]
    return held


def spaces_read_by(person: User) -> QuerySet[Space]:
    """The spaces whose content this person may read, for a question inside another."""
    # What the public reads; all staff also walk into what is open. An agency guest has what was named, and no more; a
    # bot has no space at all.
    wide = [] if person.is_bot else [Space.Visibility.COMMUNITY]
    if person.is_staff_member:
        wide.append(Space.Visibility.OPEN)
    own = FilteredRelation("memberships", condition=Q(memberships__person=person.pk))
    return Space.objects.annotate(own=own).filter(Q(visibility__in=wide) | Q(own__isnull=False))


also_read(
    "spaces",
    lambda person: [as_row(spaces_read_by(person), space="pk", visibility="visibility", role="own__role")],
)


def spaces_joined(viewer: Viewer) -> frozenset[int]:
    """Ids of the spaces this viewer is a member of; no query once the audiences are known."""
    if not viewer.is_authenticated or not viewer.is_active:
        return frozenset()
    return frozenset(pk for pk, _visibility, role in spaces_held(viewer) if role)


def spaces_kept(viewer: Viewer) -> frozenset[int]:
    """Ids of the spaces that this viewer keeps, as owner or moderator of that very space."""
    if not viewer.is_authenticated or not viewer.is_active:
        return frozenset()
    keepers = (Membership.Role.OWNER, Membership.Role.MODERATOR)
    return frozenset(pk for pk, _visibility, role in spaces_held(viewer) if role in keepers)


def spaces_moderated(viewer: Viewer) -> frozenset[int]:
    """Ids of the spaces in which this viewer keeps order (owner or moderator), and, for site moderators, the
    community spaces, whose content is public."""
    if not viewer.is_authenticated or not viewer.is_active:
        return frozenset()
    return frozenset(
        pk
        for pk, visibility, role in spaces_held(viewer)
        if role in (Membership.Role.OWNER, Membership.Role.MODERATOR)
        or (viewer.is_moderator and visibility == Space.Visibility.COMMUNITY)
    )


def feed_audiences_of(viewer: Viewer) -> frozenset[str]:
    """The audiences whose posts belong in this viewer's home feed: the own spaces and what concerns everybody.

    A guest and a customer have the community spaces too: they have no other home.
    """
    held = audiences_of(viewer)
    if not viewer.is_authenticated or viewer.is_customer:
        return held
    joined = spaces_joined(viewer)
    wanted = {f"space_{pk}" for pk in joined}
    # A circle that one is in only because one could walk into one of its spaces belongs there, too.
    wanted |= {f"circle_{pk}" for pk, space in circles_held(viewer) if space == 0 or space in joined}
    return frozenset(name for name in held if not name.startswith(("space_", "circle_", "room_")) or name in wanted)


def audiences_within(space: Space, viewer: Viewer) -> list[str]:
    """Of the audiences this viewer holds, those of what can stand in one space: its own, the circles it is in, and
    reviews. Few, so that a list of the space is found by them."""
    if viewer.is_authenticated and viewer.is_active:
        circles = {f"circle_{pk}" for pk, by in circles_held(viewer) if by == space.pk}
    else:
        circles = {name for name in audiences_of(viewer) if name.startswith("circle_")}
    wanted = circles | {space.audience}
    return sorted(name for name in audiences_of(viewer) if name in wanted or name.startswith("review_"))


def people_in(audience: str) -> QuerySet[User]:
    """The active people who hold ``audience``. Guests hold ``public`` too, but they are nobody in particular."""
    everybody = User.objects.active()
    match audience:
        case "public":
            return everybody
        case "customers":
            return everybody.exclude(kind=User.Kind.AGENCY)
        case "org":
            return everybody.staff()
    name, _sep, key = audience.rpartition("_")
    if not key.isdigit():
        return everybody.none()
    match name:
        case "user":
            return everybody.filter(pk=int(key))
        case "company":
            facing = CompanyAssignment.objects.filter(company_id=int(key)).values("person_id")
            return everybody.filter(
                Q(kind=User.Kind.CUSTOMER, company_id=int(key)) | Q(kind=User.Kind.STAFF, pk__in=facing)
            )
        case "space":
            return people_in_space(everybody, int(key))
    holders = _holders.get(name)
    return holders(key) if holders else everybody.none()


def people_in_space(everybody: QuerySet[User], pk: int) -> QuerySet[User]:
    space = Space.objects.filter(pk=pk).only("visibility").first()
    if space is None:
        return everybody.none()
    members = Q(pk__in=Membership.objects.filter(space_id=pk).values("person_id"))
    match space.visibility:
        case Space.Visibility.COMMUNITY:
            return everybody
        case Space.Visibility.OPEN:
            return everybody.filter(members | Q(kind=User.Kind.STAFF))
        case _:
            return everybody.filter(members)


def label_for(audience: str) -> str:
    """What a reader is told about who can read a thing. For a space use the space's own name: it needs no query."""
    match audience:
        case "public":
            return _("Everyone, also without an account")
        case "customers":
            return _("Staff and all customers")
        case "org":
            return _("All staff")
    name, _sep, key = audience.rpartition("_")
    match name:
        case "user":
            return _("Only you")
        case "company":
            company = Company.objects.filter(pk=int(key)).first()
            return _("%(company)s and the staff facing it") % {"company": company or "?"}
        case "space":
            space = Space.objects.filter(pk=int(key)).first()
            return space.name if space else "?"
        case "review":
            return _("Moderators and the author")
        case _:
            return _("A chosen circle")


def seen_by_customers(audience: str, visibility: str = "") -> bool:
    """Whether anyone outside the house can read this: the pages mark it, and warn before widening."""
    return (
        audience in (PUBLIC, CUSTOMERS) or audience.startswith("company_") or visibility == Space.Visibility.COMMUNITY
    )


# --- Circles --------------------------------------------------------------------------------------------------------


def circles_held(person: User) -> list[tuple[int, int]]:
    """(circle, the space by which one is in it, or 0) of each circle this person is in."""
    return [(pk, space) for pk, space in _held_besides(person) if space != _FACED]


# In the place of a space, it says that the number is that of a company, which this person faces.
_FACED = -1


def _held_besides(person: User) -> list[tuple[int, int]]:
    """``circles_held``, and the companies that somebody on the staff faces."""
    if (held := person.__dict__.get("_circles_held")) is None:
        rows = {(row["of"], row["by"]) for row in own_rows(person, "circles")}
        held = person.__dict__["_circles_held"] = sorted(rows)
    return held


def _held_besides_by(person: User) -> Iterable[QuerySet[Any]]:
    by_space = Circle.spaces.through.objects.filter(space__in=spaces_read_by(person).order_by().values("pk"))
    yield as_row(by_space, of="circle_id", by="space_id")
    # An agency guest is in a circle by the named spaces alone.
    by_itself: Any = [] if person.is_agency else [Circle.people.through.objects.filter(user=person.pk)]
    if person.department_id:
        by_itself.append(Circle.departments.through.objects.filter(department=person.department_id))
    if person.company_id:
        by_itself.append(Circle.companies.through.objects.filter(company=person.company_id))
    if person.is_staff_member:
        by_itself.append(_traits_of(person.pk))
    yield from (as_row(rows, of="circle_id", by=Value(0)) for rows in by_itself)
    if person.is_staff_member:
        yield as_row(CompanyAssignment.objects.filter(person=person.pk), of="company_id", by=Value(_FACED))


also_read("circles", _held_besides_by)


def _traits_of(person: int) -> QuerySet[CircleTrait]:
    """What circles ask of a profile and this person's answers."""
    me, Key = User.objects.filter(pk=person), CircleTrait.Key
    works_there = Q(Exists(me.filter(works_at(OuterRef("value")))), key=Key.PLACE)
    does_that = Q(Exists(me.filter(has_role(OuterRef("folded")))), key=Key.ROLE)
    return CircleTrait.objects.filter(works_there | does_that)


def with_trait(trait: CircleTrait) -> Q:
    """The same from the other side: the colleagues who have it."""
    asks = works_at(trait.value) if trait.key == CircleTrait.Key.PLACE else has_role(trait.folded)
    return Q(kind=User.Kind.STAFF) & asks


def _circles_of(person: User) -> Iterable[str]:
    return {f"circle_{pk}" for pk, _space in circles_held(person)}


def _people_in_circle(key: str) -> QuerySet[User]:
    people = User.objects.active()
    circle = Circle.objects.filter(pk=int(key)).first()
    if circle is None:
        return people.none()
    belongs = (
        (Q(pk__in=circle.people.values("pk")) & ~Q(kind=User.Kind.AGENCY))
        | Q(department__in=circle.departments.values("pk"))
        | Q(company__in=circle.companies.values("pk"))
    )
    for trait in circle.traits.all():
        belongs |= with_trait(trait)
    for space in circle.spaces.order_by("pk").values_list("pk", flat=True):
        belongs |= Q(pk__in=people_in_space(people, space).values("pk"))
    return people.filter(belongs)


provide("circle", of=_circles_of, holders=_people_in_circle)
