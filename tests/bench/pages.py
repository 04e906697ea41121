"""CPU of the server per page: the home feed, a post, the directory; for members and guests; with ten times the data."""

from __future__ import annotations

from . import results
from .house import House, build
from .loading import READERS, page
from .processes import memory_mb, server
from .size import sized

SMALL, LARGE = sized((4_000, 40_000), (400, 4_000))


def run() -> dict[str, float]:
    print(f"\nPages: CPU ms of the server per request, {READERS} readers at once")
    small, large = _measure(build(SMALL)), _measure(build(LARGE))
    print(f"{'page':<28}{SMALL:>12,}{LARGE:>12,}{'growth':>10}")
    for name in large:
        if name != "memory at rest, MB":
            print(f"{name:<28}{small[name]:>12.1f}{large[name]:>12.1f}{large[name] / small[name]:>10.2f}")
    print(f"Memory of the process after start: {large['memory at rest, MB']:.0f} MB")
    home, post, people = "home feed, 20 cards, member", "post, 20 comments, member", "people, member"
    results.keep(
        {"home": large[home], "post.member": large[post], "people": large[people], "healthz": large["healthz"]}
        | {f"growth.{key}": large[name] / small[name] for key, name in (("home", home), ("post", post))}
        | {"growth.people": large[people] / small[people]}
    )
    return large


def _measure(house: House) -> dict[str, float]:
    pages = {
        "home feed, 20 cards, member": ("/", house.cookies[0]),
        "home, following only": ("/?scope=following", house.cookies[0]),
        "home, everything": ("/?scope=everything", house.cookies[0]),
        "home, one tag": ("/?tag=firmware", house.cookies[0]),
        "home, one kind": ("/?kind=feeds.event", house.cookies[0]),
        "post, 20 comments, member": (house.post, house.cookies[0]),
        "post, 20 comments, guest": (house.post, ""),
        "home, guest": ("/", ""),
        "people, member": ("/people/", house.cookies[0]),
        "healthz": ("/healthz", ""),
    }
    with server("intranet.asgi:application", house.environment) as (pid, port):
        figures = {"memory at rest, MB": memory_mb(pid)}
        for name, (path, cookie) in pages.items():
            figures[name] = page(pid, port, path, cookie)
    return figures
