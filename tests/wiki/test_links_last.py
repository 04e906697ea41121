"""A thousand moves and renamings, and every link and every address still leads where it led."""

from __future__ import annotations

import random

from django.core.exceptions import ValidationError

from intranet.content.models import Reference
from intranet.spaces.actions import create_space
from intranet.spaces.models import Space
from wiki import actions
from wiki.links.reading import broken_in, wanted_in
from wiki.models import Page

PAGES, DEEDS = 12, 1000


def test_after_a_thousand_moves_and_renamings_no_link_is_broken_and_every_old_address_leads_on(wiki, author, as_):
    lot = random.Random(8)
    other = create_space(by=author, name="Workshop", visibility=Space.Visibility.CLOSED)
    Space.objects.filter(pk=other.pk).update(parts=[*other.parts, "wiki"])
    places = [wiki, Space.objects.get(pk=other.pk)]
    numbers = [actions.create_page(wiki, by=author, title=f"Page {n}").pk for n in range(PAGES)]
    for n, number in enumerate(numbers):
        words = f"See [[Page {(n + 1) % PAGES}]], and #{numbers[(n + 5) % PAGES]}."
        actions.put_text(_page(number), by=author, text=words)
    pointing = sorted(Reference.objects.values_list("source", "target"))
    assert len(pointing) == 2 * PAGES
    addresses = {(number, _page(number).get_absolute_url()) for number in numbers}
    moved = 0
    for deed in range(DEEDS):
        page = _page(lot.choice(numbers))
        if lot.random() < 0.4:
            actions.rename_page(page, by=author, title=f"Name {deed}")
        else:
            parent = _page(lot.choice(numbers)) if lot.random() < 0.6 else None
            try:
                actions.move_page(page, by=author, parent=parent, space=None if parent else lot.choice(places))
                moved += 1
            except ValidationError:
                continue  # under itself, or too deep
        addresses.add((page.pk, _page(page.pk).get_absolute_url()))
    assert moved > DEEDS / 4
    assert sorted(Reference.objects.values_list("source", "target")) == pointing
    assert [broken_in(space, author) for space in places] == [[], []]
    assert [wanted_in(space, author) for space in places] == [[], []]
    reader = as_(author)
    now = {number: _page(number) for number in numbers}
    for number, address in lot.sample(sorted(addresses), 60):
        answer = reader.get(address, follow=True)
        assert answer.status_code == 200
        assert answer.request["PATH_INFO"] == now[number].get_absolute_url()
    for n, number in enumerate(numbers):
        text = reader.get(now[number].get_absolute_url()).text.partition(">See ")[2].partition("</p>")[0]
        for target in ((n + 1) % PAGES, (n + 5) % PAGES):
            assert f">{now[numbers[target]].title}</" in text


def _page(number: int) -> Page:
    return Page.objects.select_related("space", "author").get(pk=number)
