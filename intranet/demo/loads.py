"""Load data: any size, the same for the same seed, made of invented words.

A part adds its own: ``@load("ideas", order)`` on a function that gets a Load and inserts ``load.sizes["ideas"]`` of its
things, in a module ``loads.py`` of its folder.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from intranet.accounts.demo_logins import PASSWORD
from intranet.accounts.models import Company, Department, User
from intranet.core.text import fold
from intranet.spaces.models import Membership, MembershipRule, Space
from intranet.spaces.parts import known_parts

from .profile_loads import say_something

Loader = Callable[["Load"], None]
_loaders: dict[str, tuple[int, Loader]] = {}
SPAN = datetime.timedelta(days=365)

_ENGLISH = (
    "terminal dock warehouse shipment battery label reader firmware release customer order repair pallet "
    "scanner shift hospital invoice route sensor drawing mould sample budget meeting answer question "
    "training manual display strap charge night morning list count return supplier contract price visit "
    "crate forklift ramp gate quality test report "
).split()
_ITALIAN = (
    "terminale base magazzino spedizione batteria etichetta lettore rilascio cliente ordine riparazione "
    "bancale turno ospedale fattura percorso sensore disegno stampo campione bilancio riunione risposta "
    "domanda formazione manuale schermo carica notte mattina lista conteggio reso fornitore contratto "
    "prezzo visita cassa carrello rampa portone "
).split()
_FIRST = (
    "Ada Bruno Carla Dario Elsa Fabio Gina Hugo Irma Livio Mara Nino Olga Pia Remo Sofia Tito Ugo Vera Zeno "
).split()
_LAST = (
    "Abate Bosco Conti Donati Fabbri Grassi Leone Marchi Neri Olivieri Pace Riva Serra Tosi Valle Zanetti "
).split()


def load(name: str, order: int) -> Callable[[Loader], Loader]:
    """Register who makes the things that ``--<name>`` asks for."""

    def add(loader: Loader) -> Loader:
        _loaders[name] = (order, loader)
        return loader

    return add


def loaders() -> list[tuple[str, Loader]]:
    return [(name, loader) for name, (_order, loader) in sorted(_loaders.items(), key=lambda item: item[1][0])]


@dataclass
class Load:
    """What the loaders share: the sizes asked for, one source of chance, the people and spaces made so far."""

    sizes: dict[str, int]
    seed: int
    say: Callable[[str], None]
    chance: random.Random = field(init=False)
    staff: Sequence[User] = ()
    customers: Sequence[User] = ()
    spaces: Sequence[Space] = ()
    members: dict[int, list[User]] = field(default_factory=dict)
    # The same run on the same day makes the same moments.
    until: datetime.datetime = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - load data, and it must repeat
        self.until = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)

    def moment(self, place: float) -> datetime.datetime:
        """A point in the past year: 0 its beginning, 1 its end."""
        return self.until - SPAN + SPAN * min(max(place, 0.0), 1.0)

    def sentence(self, words: int, *, italian: bool = False) -> str:
        chosen = self.chance.choices(_ITALIAN if italian else _ENGLISH, k=words)
        return " ".join(chosen).capitalize() + "."

    def paragraph(self, sentences: int, *, italian: bool = False) -> str:
        return " ".join(self.sentence(self.chance.randint(5, 14), italian=italian) for _ in range(sentences))

    def progress(self, what: str) -> Callable[[int], None]:
        return lambda count: self.say(f"  {count:,} {what}")


@load("people", 10)
def people(load: Load) -> None:
    """Staff in ten departments. Everybody has the demo's password, so it is for trials only."""
    departments = [Department.objects.get_or_create(name=f"Department {number}")[0] for number in range(1, 11)]
    load.staff = _insert_people(load, load.sizes["people"], User.Kind.STAFF, departments=departments)
    say_something(load)


@load("customers", 20)
def customers(load: Load) -> None:
    """Customers, ten to a company."""
    how_many = load.sizes["customers"]
    companies = [Company.objects.get_or_create(name=f"Company {number}")[0] for number in range(1, how_many // 10 + 2)]
    load.customers = _insert_people(load, how_many, User.Kind.CUSTOMER, companies=companies)


def _insert_people(
    load: Load,
    how_many: int,
    kind: str,
    *,
    departments: Sequence[Department] = (),
    companies: Sequence[Company] = (),
) -> list[User]:
    start, password = User.objects.count(), make_password(PASSWORD)
    rows = []
    for number in range(start, start + how_many):
        name = f"{load.chance.choice(_FIRST)} {load.chance.choice(_LAST)}"
        handle = f"{kind}-{number}"
        person = User(
            email=f"{handle}@load.example",
            handle=handle,
            name=name,
            folded_name=fold(f"{name} {handle}"),
            kind=kind,
            password=password,
            language=load.chance.choice(["en", "it"]),
        )
        if departments:
            person.department = load.chance.choice(departments)
        if companies:
            person.company = companies[(number - start) // 10]
        rows.append(person)
    return User.objects.bulk_create(rows, batch_size=500)


@load("spaces", 30)
def spaces(load: Load) -> None:
    """Spaces of all sorts with about a fifth of the staff each; every tenth is a community with customers in it."""
    if not load.staff:
        load.staff = list(User.objects.active().staff())
    sorts = [Space.Visibility.OPEN] * 5 + [Space.Visibility.CLOSED] * 3 + [Space.Visibility.SECRET]
    start = Space.objects.count()
    rows = []
    for number in range(start, start + load.sizes["spaces"]):
        community = number % 10 == 9
        rows.append(
            Space(
                name=f"Space {number}",
                slug=f"space-{number}",
                purpose=load.sentence(6),
                visibility=Space.Visibility.COMMUNITY if community else load.chance.choice(sorts),
                parts=known_parts(),
                created_by=load.staff[0],
            )
        )
    load.spaces = Space.objects.bulk_create(rows)
    memberships = []
    for space in load.spaces:
        some = load.chance.sample(list(load.staff), k=max(2, len(load.staff) // 5))
        if space.is_community:
            some += load.chance.sample(list(load.customers), k=len(load.customers) // 2)
        load.members[space.pk] = some
        space.members_count = len(some)
        for place, person in enumerate(some):
            role = Membership.Role.OWNER if place == 0 else Membership.Role.MEMBER
            memberships.append(Membership(space=space, person=person, role=role))
    Membership.objects.bulk_create(memberships, batch_size=1000)
    # Every sixth stands in the one before; every eighth fills itself from a department at the next night.
    for inner, outer in zip(load.spaces[5::6], load.spaces[4::6], strict=False):
        inner.parent = outer
    Space.objects.bulk_update(load.spaces, ["members_count", "parent"], batch_size=200)
    departments = list(Department.objects.order_by("pk"))
    filling = [space for space in load.spaces[7::8] if departments and not space.is_community]
    MembershipRule.objects.bulk_create(
        [MembershipRule(space=space, department=load.chance.choice(departments)) for space in filling]
    )
