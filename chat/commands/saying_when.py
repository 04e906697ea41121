"""A time as people say it, at the beginning or the end of a sentence, in English and Italian.

``split_off`` finds it and gives back the sentence without it: "call Dora tomorrow at 9" is tomorrow at nine, and "call
Dora". What is no time is left alone: no guess is better than a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from intranet.content.when import When
from intranet.core.text import fold
from intranet.core.zones import zone as zone_called

MORNING, AFTERNOON, EVENING = time(9), time(15), time(19)

# All of these are compared without case and accents.
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "un": 1, "uno": 1, "una": 1, "un'": 1, "two": 2, "due": 2, "three": 3, "tre": 3,
    "four": 4, "quattro": 4, "five": 5, "cinque": 5, "six": 6, "sei": 6, "seven": 7, "sette": 7, "eight": 8, "otto": 8,
    "nine": 9, "nove": 9, "ten": 10, "dieci": 10, "twenty": 20, "venti": 20, "thirty": 30, "trenta": 30,
}  # fmt: skip
_UNITS = {
    "minutes": "minutes minute mins min m minuti minuto",
    "hours": "hours hour h ore ora",
    "days": "days day giorni giorno",
    "weeks": "weeks week settimane settimana",
}
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_DAYS = {"today": 0, "oggi": 0, "tomorrow": 1, "domani": 1, "day after tomorrow": 2, "dopodomani": 2}
_WEEKDAYS = {
    "monday": 0, "lunedi": 0, "tuesday": 1, "martedi": 1, "wednesday": 2, "mercoledi": 2, "thursday": 3, "giovedi": 3,
    "friday": 4, "venerdi": 4, "saturday": 5, "sabato": 5, "sunday": 6, "domenica": 6,
}  # fmt: skip
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "january jan gennaio gen", "february feb febbraio", "march mar marzo", "april apr aprile",
            "may maggio mag", "june jun giugno giu", "july jul luglio lug", "august aug agosto ago",
            "september sep sept settembre set", "october oct ottobre ott", "november nov novembre",
            "december dec dicembre dic",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_PARTS = {
    "morning": MORNING, "mattina": MORNING, "mattino": MORNING, "afternoon": AFTERNOON, "pomeriggio": AFTERNOON,
    "evening": EVENING, "sera": EVENING, "night": EVENING,
}  # fmt: skip
_TONIGHT = {"tonight": EVENING, "stasera": EVENING, "stamattina": MORNING}
_SHARP = {"noon": time(12), "midday": time(12), "mezzogiorno": time(12)}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_COUNT = rf"(?:\d{{1,4}}|{_any(_NUMBERS)})"
_LENGTH = rf"{_COUNT}\s*(?:{_any(_UNIT)})"
_RELATIVE = (
    rf"(?P<relative>(?:in|tra|fra)\s+(?:(?P<half>half an hour|mezz'ora|mezzora|mezza ora)"
    rf"|(?P<lengths>{_LENGTH}(?:\s*(?:and|e|,)?\s*{_LENGTH})?)))"
)
_CLOCK = (
    r"(?:(?:at|alle|all'|a|ore|le|dalle|by)\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})\s*(?P<half_day>am|pm)?"
    r"|(?:(?:at|alle|all'|ore)\s*)(?P<bare_hour>\d{1,2})\s*(?P<bare_half>am|pm)?"
    r"|(?P<only_hour>\d{1,2})\s*(?P<only_half>am|pm)"
    rf"|(?:(?:at|a)\s+)?(?P<sharp>{_any(_SHARP)})"
)
_DAY = (
    rf"(?:the\s+)?(?P<day>{_any(_DAYS)})"
    rf"|(?:(?:on|next|this|prossimo|prossima)\s+)?(?P<weekday>{_any(_WEEKDAYS)})(?:\s+(?:prossimo|prossima))?"
    r"|(?:on\s+|il\s+)?(?P<iso>\d{4}-\d{2}-\d{2})"
    rf"|(?:on\s+|il\s+|the\s+)?(?P<monthday>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_any(_MONTHS)})"
    rf"|(?:on\s+)?(?P<month_first>{_any(_MONTHS)})\s+(?P<day_last>\d{{1,2}})(?:st|nd|rd|th)?"
    r"|(?:on\s+|il\s+)?(?P<number_day>\d{1,2})/(?P<number_month>\d{1,2})"
    rf"|(?P<tonight>{_any(_TONIGHT)})"
)
_PART = rf"(?:(?:in the|this|di|della)\s+)?(?P<part>{_any(_PARTS)})"
# By itself it is a time only with a word before it: "say good morning" is none.
_THIS_PART = rf"(?:in the|this|questa|questo|nel|di)\s+(?P<part_1>{_any(_PARTS)})"


def _named_anew(pattern: str, suffix: str) -> str:
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\1{suffix}>", pattern)


# A day with a time, either first; a part of the day counts as its time.
_PHRASE = (
    rf"(?:{_RELATIVE}(?:\s*,?\s*(?:{_named_anew(_CLOCK, '_2')}))?"
    rf"|(?:{_DAY})(?:\s*,?\s*(?:{_CLOCK}|{_PART}))?"
    rf"|(?:{_named_anew(_CLOCK, '_1')}|{_THIS_PART})(?:\s*,?\s*(?:of\s+)?(?:{_named_anew(_DAY, '_1')}))?)"
)
_NUMBERED = re.compile(r"_[12]$")
_AT_END = re.compile(rf"^(?P<rest>.*?)(?:^|(?<=[\s,;:\"”»]))(?P<phrase>{_PHRASE})[\s.!]*$", re.S)
_AT_START = re.compile(rf"^(?P<phrase>{_PHRASE})(?=$|[\s,;:\"“«])[\s,;:]*(?P<rest>.*)$", re.S)


@dataclass(frozen=True)
class Found:
    """A time, and what was said besides."""

    when: When
    rest: str


class NoSuchTime(ValueError):
    """It looks like a time and is none: the 31st of June, 25:00."""


def split_off(text: str, *, now: datetime, zone: str) -> Found | None:
    """The time that stands at the end of ``text``, or at its beginning. None where there is none."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    # Folding keeps the length here, so that the rest can be cut out of what was written.
    folded = _folded(text)
    for pattern in (_AT_END, _AT_START):
        if match := pattern.match(folded):
            begin, end = match.span("rest")
            said = {_NUMBERED.sub("", name): value for name, value in match.groupdict().items() if value}
            rest = text[begin:end].strip(" ,;:")
            return Found(_meant(said, now.astimezone(zone_called(zone)), zone), rest)
    return None


def _folded(text: str) -> str:
    """In small letters without accents, one for each: what becomes two letters stays as it is."""
    return "".join(plain if len(plain := fold(letter)) == 1 else letter for letter in text.replace("’", "'"))


_Said = dict[str, str]


def _meant(said: _Said, here: datetime, zone: str) -> When:
    try:
        if "relative" in said:
            later, at = here + _length(said), _time(said)
            return When(later.date(), at, zone) if at else When.at(later, zone)
        at, day = _time(said), _day(said, here.date())
    except (ValueError, OverflowError) as error:
        raise NoSuchTime from error
    if day is None:
        # A time by itself is the next one of its kind.
        at = at or MORNING
        tomorrow = here.date() + timedelta(days=1)
        return When(here.date() if at > here.time() else tomorrow, at, zone)
    return When(_of_week(said, day, at, here), at or _usual(said), zone)


def _length(said: _Said) -> timedelta:
    if "half" in said:
        return timedelta(minutes=30)
    total = timedelta()
    for count, unit in re.findall(rf"({_COUNT})\s*({_any(_UNIT)})(?![a-z])", said["lengths"]):
        number = int(count) if count.isdigit() else _NUMBERS[count]
        total += timedelta(**{_UNIT[unit]: number})
    return total


def _time(said: _Said) -> time | None:
    if "sharp" in said:
        return _SHARP[said["sharp"]]
    if "part" in said:
        return _PARTS[said["part"]]
    for hour, half in (("hour", "half_day"), ("bare_hour", "bare_half"), ("only_hour", "only_half")):
        if hour in said:
            return _clock(int(said[hour]), int(said.get("minute", 0)), said.get(half))
    return None


def _clock(hour: int, minute: int, half: str | None) -> time:
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(0 if hour == 24 else hour, minute)


def _day(said: _Said, today: date) -> date | None:
    if "day" in said:
        return today + timedelta(days=_DAYS[said["day"]])
    if "weekday" in said:
        return today + timedelta(days=(_WEEKDAYS[said["weekday"]] - today.weekday()) % 7)
    if "iso" in said:
        return date.fromisoformat(said["iso"])
    if "month" in said:
        return _coming(today, int(said["monthday"]), _MONTHS[said["month"]])
    if "month_first" in said:
        return _coming(today, int(said["day_last"]), _MONTHS[said["month_first"]])
    if "number_day" in said:
        return _coming(today, int(said["number_day"]), int(said["number_month"]))
    return today if "tonight" in said else None


def _coming(today: date, day: int, month: int) -> date:
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _of_week(said: _Said, day: date, at: time | None, here: datetime) -> date:
    """Monday said on a Monday is today's as long as its time is to come, and next week's otherwise."""
    if "weekday" in said and day == here.date() and (at is None or at <= here.time()):
        return day + timedelta(days=7)
    return day


def _usual(said: _Said) -> time:
    return _TONIGHT[said["tonight"]] if "tonight" in said else MORNING
