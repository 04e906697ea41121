from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import autodiscover_modules

from intranet.demo import (
    loads,
    presence_loads,  # noqa: F401 - registers what it makes
    report_loads,  # noqa: F401 - the same
)
from intranet.insights.expertise.gathering import gather_all
from intranet.search.indexing import rebuild_index

# The contract's sizes. One whose part is not installed is refused when it is asked for.
SIZES = {
    "people": 200,
    "customers": 50,
    "spaces": 20,
    "entries": 5_000,
    "events": 100,
    "rooms": 0,
    "messages": 0,
    "pages": 0,
    "ideas": 0,
    "topics": 0,
    # Private threads of customers with a team.
    "enquiries": 0,
    # Entries that wait for who keeps order.
    "reports": 0,
    # Posts that pass a lane, a third of which still wait.
    "lanes": 0,
    # In days: who was here on which.
    "presence": 0,
}


class Command(BaseCommand):
    help = "Fill the database with load data of any size: the same seed makes the same data."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, size in SIZES.items():
            parser.add_argument(f"--{name}", type=int, default=size, metavar="N", help=f"how many (default {size:,})")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--no-index", action="store_true", help="leave the search index as it is")

    def handle(self, *, seed: int, no_index: bool, **options: Any) -> None:
        autodiscover_modules("loads")
        sizes = {name: options[name] for name in SIZES}
        if negative := [name for name, size in sizes.items() if size < 0]:
            raise CommandError(f"--{negative[0]} cannot be less than nothing.")
        known = dict(loads.loaders())
        if missing := [name for name, size in sizes.items() if size and name not in known]:
            raise CommandError(f"No installed part makes {', '.join(missing)}.")
        started = time.monotonic()
        load = loads.Load(sizes, seed, self.stdout.write)
        for name, loader in loads.loaders():
            if sizes.get(name):
                self.stdout.write(f"{name}: {sizes[name]:,}")
                loader(load)
        self.stdout.write(f"Who knows about what: {gather_all():,}")
        if not no_index:
            self.stdout.write("Building the search index")
            rebuild_index.call()
        self.stdout.write(f"Done in {time.monotonic() - started:.0f} s.")
