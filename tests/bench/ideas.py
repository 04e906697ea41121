"""CPU of the server per page of ideas, with 2,000 ideas on one board and sixty thousand votes: the lists in each order,
the columns, the roadmap and an idea, signed in and as a guest whose page nobody has kept."""

from __future__ import annotations

from . import results
from .house import build
from .loading import page
from .processes import server
from .size import sized

ENTRIES, IDEAS = sized((4_000, 2_000), (400, 200))

_ASK = """
import random
from django.core.management import call_command
from django.db.models import Count
from ideas.models import Board, Idea
from intranet.accounts.models import User
from intranet.content.models import Entry
from intranet.conversation.models import Vote

call_command("synthesize", people=20, customers=200, spaces=0, entries=0, ideas=IDEAS, no_index=True)
chance, people = random.Random(1), list(User.objects.active().values_list("pk", flat=True))
made = list(Idea.objects.values_list("pk", flat=True))
votes = [Vote(entry_id=pk, person_id=one) for pk in made for one in chance.sample(people, 30)]
Vote.objects.bulk_create(votes, batch_size=500, ignore_conflicts=True)
counts = dict(Vote.objects.order_by().values_list("entry").annotate(Count("pk")))
entries = list(Entry.objects.filter(pk__in=made))
for entry in entries:
    entry.votes_count = counts[entry.pk]
Entry.objects.bulk_update(entries, ["votes_count"], batch_size=200)
board = Board.objects.annotate(n=Count("ideas")).order_by("-n").first()
told |= {"board": board.get_absolute_url(), "idea": board.ideas.order_by("-votes_count").first().get_absolute_url()}
"""


def run() -> dict[str, float]:
    print("\nIdeas: CPU ms of the server per request")
    house = build(ENTRIES, name=f"ideas-{IDEAS}", more=f"IDEAS = {IDEAS}\n{_ASK}")
    board, member = house.told["board"], house.cookies[0]
    pages = {
        "all ideas": "/ideas/",
        "board, top": board,
        "board, new": f"{board}?sort=new",
        "board, trending": f"{board}?sort=trending",
        "board, my votes": f"{board}?sort=new&whose=voted&status=all",
        "board, columns": f"{board}?view=board",
        "roadmap": "/ideas/roadmap/",
        "idea": house.told["idea"],
    }
    figures = {}
    with server("intranet.asgi:application", house.environment) as (pid, port):
        for name, path in pages.items():
            figures[name] = page(pid, port, path, member)
            figures[f"{name}, guest"] = page(pid, port, path, afresh=True)
    for name, ms in figures.items():
        print(f"{name:<32}{ms:>10.1f}")
    results.keep({"ideas.board": figures["board, top"], "idea.member": figures["idea"]})
    return figures
