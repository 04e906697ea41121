"""What the pages that Meridiana links to say of themselves. They are invented, so nobody fetches them."""

from __future__ import annotations

import io
from typing import NamedTuple

from django.utils.timezone import now
from PIL import Image, ImageDraw

from intranet.conversation.links import pictures
from intranet.conversation.links.jobs import keep_card
from intranet.conversation.models import LinkCard
from intranet.demo.story import Story, chapter


class Said(NamedTuple):
    url: str
    title: str
    description: str
    site: str


PAGES = (
    Said(
        "https://www.example.org/essays/how-hospitals-count",
        "How hospitals count",
        "A night with the people who count pills, pumps and beds, and why the third number is always the right one.",
        "Ward and Corridor",
    ),
)


@chapter(45)
def what_linked_pages_say(story: Story) -> None:
    for page in PAGES:
        card = LinkCard.objects.filter(url_hash=LinkCard.hash_of(page.url)).first()
        if card is None:
            continue
        card.title, card.description, card.site = page.title, page.description, page.site
        card.state, card.read_at, card.picture = LinkCard.State.READY, now(), pictures.store(_arcade())
        keep_card(card)


def _arcade() -> bytes:
    """Five arches at dusk."""
    width, height, bay = 960, 504, 192
    image = Image.new("RGB", (width, height), "#d9cbb5")
    draw = ImageDraw.Draw(image)
    for left in range(0, width, bay):
        box = (left + 28, 120, left + bay - 28, 392)
        draw.pieslice(box, 180, 360, fill="#3f6d68")
        draw.rectangle((box[0], 256, box[2], height - 56), fill="#3f6d68")
    draw.rectangle((0, height - 56, width, height), fill="#a9977c")
    draw.ellipse((690, 40, 750, 100), fill="#f3ead9")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
