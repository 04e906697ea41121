"""Who is told that something is delivered, once, by whichever road it came: everybody who had a part in it, with their
own part named."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.timezone import now

from ideas.models import Heard
from intranet.content.models import Entry, Stance
from intranet.content.voices import Voice, voices_for
from intranet.conversation.models import Watch
from intranet.realtime.units import step
from intranet.spaces.audiences import people_in

from . import by_mail, facing
from .occasion import Occasion


@step
def write_down(occasion: Occasion, entries: Iterable[Entry]) -> None:
    """The rows of those who hear on this occasion: by account, and by mail. Nobody is told here."""
    by_id = {entry.pk: entry for entry in entries}
    parts: dict[tuple[int, int], list[Voice]] = {}
    voices = voices_for(list(by_id))
    companies = facing.parts_of_companies(voices, by_id)
    for voice in [*voices, *facing.voices_of_facing(companies, _who_reads)]:
        if voice.person != occasion.by:
            parts.setdefault((voice.of, voice.person), []).append(voice)
    everybody = {person for _of, person in parts}
    reading = _who_reads(occasion.audience, everybody) if occasion.audience else set()
    told = set(Heard.objects.filter(entry__in=by_id, person__in=everybody).values_list("entry", "person"))
    rows = []
    for of, entry in by_id.items():
        people = {person for about, person in parts if about == of and (of, person) not in told}
        for person in sorted(_who_may_hear(entry, people) - by_mail.heard_before(entry, people)):
            said = [list(voice[2:]) if voice.company else [voice.part, voice.entry] for voice in parts[of, person]]
            through = None if person in reading else entry
            rows.append(Heard(person_id=person, entry=entry, through=through, parts=said, **occasion.columns))
    # One message each, also of those who read several of these elsewhere.
    first: dict[int, Entry] = {}
    for row in rows:
        if row.through is not None:
            row.through = first.setdefault(row.person_id, row.through)
    Heard.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    by_mail.write_down(occasion, by_id, voices)
    facing.tell_customer_system(companies, by_id)


def _who_may_hear(entry: Entry, people: set[int]) -> set[int]:
    """Of these, those who may read it now and have not asked for silence about it."""
    muted = Stance.objects.exclude(until__lte=now()).filter(entry=entry.pk, way=Stance.Way.MUTE, holder__in=people)
    silent = Watch.objects.filter(entry=entry.pk, level=Watch.Level.NONE, person__in=people)
    return (
        _who_reads(entry.audience, people)
        - {*muted.values_list("holder", flat=True)}
        - {*silent.values_list("person", flat=True)}
    )


def _who_reads(audience: str, people: Iterable[int]) -> set[int]:
    return set(people_in(audience).filter(pk__in=set(people)).values_list("pk", flat=True))
