"""A page of the space that approves what leaves it: one that is out, with a change that was handed in."""

from __future__ import annotations

from datetime import timedelta

from intranet.collab.actions import edit_text
from intranet.content.models import Entry
from intranet.demo.story import Story, chapter
from intranet.moderation import deciding
from intranet.moderation.models import Case, Passing
from intranet.spaces.audiences import forget
from wiki import actions
from wiki.models import ComingOut, Page, Untold, Version

TITLE = ("How we write about ourselves", "Come scriviamo di noi")
TEXT = (
    "Say what a thing does, for whom, and since when.\n\n"
    "## Names\n\nA customer is named when they have read the text.\n\n"
    "## Figures\n\nEvery figure has a source, and a person who answers for it.",
    "Di’ che cosa fa una cosa, per chi e da quando.\n\n"
    "## Nomi\n\nUn cliente si nomina quando ha letto il testo.\n\n"
    "## Cifre\n\nOgni cifra ha una fonte e una persona che ne risponde.",
)
CHANGE = (
    ("Every figure has a source, and a person who answers for it.",
     "Every figure has a source, a date, and a person who answers for it. Without these three it stays out."),
    ("Ogni cifra ha una fonte e una persona che ne risponde.",
     "Ogni cifra ha una fonte, una data e una persona che ne risponde. Senza queste tre non esce."),
)  # fmt: skip


@chapter(97)
def how_we_write(story: Story) -> None:
    at = 1 if story.language == "it" else 0
    writer = story.people["chiara"]
    begun, changed = story.moment(30, "11:00"), story.moment(0, "09:40")
    forget(writer)
    with story.at(begun):
        page = actions.create_page(
            story.spaces["press"], by=writer, title=TITLE[at], body=TEXT[at], language=story.language
        )
        actions.publish_page(page, by=writer)
    case = Case.objects.get(subject=page.key)
    for handle in ("noemi", "paola"):
        reader = story.people[handle]
        forget(reader)
        with story.at(begun + timedelta(hours=4)):
            deciding.decide(case, "approve", by=reader)
    Case.objects.filter(pk=case.pk).update(opened_at=begun, decided_at=begun + timedelta(hours=4))
    out = begun + timedelta(hours=4)
    Entry.objects.filter(pk=page.pk).update(published_at=out, active_at=out)
    Version.objects.filter(page=page).update(published_at=out)
    page = Page.objects.select_related("space", "author").get(pk=page.pk)
    before, after = CHANGE[at]
    with story.at(changed):
        edit_text(page.document, by=writer, change=lambda text: text.replace(before, after))
        actions.publish_page(page, by=writer)
    ComingOut.objects.filter(page=page).update(at=changed)
    # Who watches was told of the page long ago.
    Untold.objects.filter(page=page).delete()
    Case.objects.filter(subject=page.key, decided_at=None).update(opened_at=changed)
    Passing.objects.filter(case__subject=page.key, case__decided_at=None).update(due_at=changed + timedelta(hours=24))
