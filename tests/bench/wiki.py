"""CPU of the server per page of the wiki, in a tree of 5,000 pages and in one of 50: reading one, signed in and as a
guest; opening a level of the tree; finding a title in it."""

from __future__ import annotations

from . import results
from .house import House, build
from .loading import READERS, page
from .processes import server
from .size import sized

SMALL, LARGE = sized((50, 5_000), (50, 500))
PART = "HX-Request: true"
AFRESH = "page, guest, nothing kept"

# Pages three deep, each with a text of two screens; one of them is read, another stands under it.
_PLANT = """
from intranet.content.bulk import insert_entries
from intranet.spaces.models import Space
from wiki.docs.outside import address_outside
from wiki.models import Page, Version
from django.utils.timezone import now

space = Space.objects.filter(visibility="community").order_by("pk").first()
space.parts = [*dict.fromkeys([*space.parts, "wiki"])]
space.save(update_fields=["parts"])
author = space.members.order_by("pk").first()
words = "The courier refuses a parcel with a swollen battery. Photograph it and call the warehouse. "
body = "".join(f"# Part {part}\\n\\n{words * 6}\\n\\n- one\\n- two\\n\\n{words * 4}\\n\\n" for part in range(6))

def plant(title, parent, place):
    page = Page(author=author, space=space, audience=space.audience, body=body, published_at=now(), parent=parent)
    page.position, page.published_number, page.version_number = place << 16, 1, 1
    page.set_title(title)
    return page

def grow(pages):
    insert_entries(pages)
    for page in pages:
        page.path = f"{page.parent.path if page.parent else '/'}{page.pk}/"
    Page.objects.bulk_update(pages, ["path"], batch_size=300)
    first = [Version(page=page, number=1, sort="first", title=page.title, published_at=now()) for page in pages]
    for version in first:
        version.text = body
    Version.objects.bulk_create(first, batch_size=300)
    return pages

wide = 5 if COUNT < 500 else 20
top = grow([plant(f"Chapter {one}", None, one) for one in range(wide)])
middle = grow([plant(f"Section {above.title} {one}", above, one) for above in top for one in range(wide // 2 + 1)])
left = COUNT - len(top) - len(middle)
low = grow([plant(f"Page {one}", middle[one % len(middle)], one) for one in range(max(left, 1))])
told |= {"page": middle[0].get_absolute_url(), "outside": address_outside(middle[0])}
told |= {"space": space.slug, "under": middle[1].pk}
"""


def run() -> dict[str, float]:
    print(f"\nWiki: CPU ms of the server per request, {READERS} readers at once")
    small, large = _measure(_house(SMALL)), _measure(_house(LARGE))
    print(f"{'page':<36}{SMALL:>10,}{LARGE:>10,}{'growth':>10}")
    for name in large:
        print(f"{name:<36}{small[name]:>10.1f}{large[name]:>10.1f}{large[name] / small[name]:>10.2f}")
    results.keep(
        {
            "wiki.member": large["page, member"],
            "wiki.guest": large[AFRESH],
            "wiki.guest.kept": large["page, guest, kept"],
            "growth.wiki.member": large["page, member"] / small["page, member"],
        }
    )
    return large


def _house(count: int) -> House:
    return build(4_000, name=f"wiki-{count}", more=f"COUNT = {count}\n{_PLANT}")


def _measure(house: House) -> dict[str, float]:
    member, told = house.cookies[0], house.told
    tree = f"/wiki/in/{told['space']}/tree/"
    pages = {
        "page, member": (told["page"], member),
        "page, guest, kept": (told["outside"], ""),
        "a level of the tree is opened": (f"{tree}?under={told['under']}", member, PART),
        "a title is found": (f"{tree}?find=page+12", member, PART),
        "the wiki of the space": (f"/wiki/in/{told['space']}/", member),
        "home of the wiki": ("/wiki/", member),
        "healthz": ("/healthz", ""),
    }
    with server("intranet.asgi:application", house.environment) as (pid, port):
        figures = {name: page(pid, port, *asked) for name, asked in pages.items()}
        return figures | {AFRESH: page(pid, port, told["outside"], afresh=True)}
