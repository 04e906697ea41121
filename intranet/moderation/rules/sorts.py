"""The sorts of rule there are: what each is called, what it may do, and what it begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from intranet.moderation.models import Rule

HOLD, REFUSE, FLAG, REPLACE = Rule.Does.HOLD, Rule.Does.REFUSE, Rule.Does.FLAG, Rule.Does.REPLACE


@dataclass(frozen=True)
class Sort:
    """``begins`` are its values before anybody has changed them; ``may`` is what it can do, the first by itself.
    ``looks_at`` says what it is asked about: texts, people who sign up, people who begin to talk."""

    key: str
    label: Any
    explains: Any
    icon: str
    may: tuple[Rule.Does, ...]
    begins: Mapping[str, Any] = field(default_factory=dict)
    looks_at: str = "texts"
    many: bool = False
    severity: int = 2
    # Whether a change of what is out is looked at, too.
    of_edits: bool = False


_sorts = (
    Sort(
        "first_posts",
        _("First posts"),
        _("The first texts of a newcomer wait until a moderator has read them."),
        "eye",
        (HOLD,),
        {"most": 2},
        severity=1,
    ),
    Sort(
        "words",
        _("Watched words"),
        _("Words and phrases that you list are held, refused, reported or replaced, however they are spelled."),
        "text",
        (HOLD, REFUSE, FLAG, REPLACE),
        {"lines": [], "instead": "…", "language": ""},
        many=True,
        severity=3,
        of_edits=True,
    ),
    Sort(
        "links",
        _("Links"),
        _("How many links to other sites a text may have follows from the level of who writes."),
        "link",
        (REFUSE, HOLD, FLAG),
        {"allowed": []},
        of_edits=True,
    ),
    Sort(
        "files",
        _("Images and files"),
        _("From which level on people may add images and files."),
        "image",
        (REFUSE, HOLD),
        of_edits=True,
    ),
    Sort(
        "mentions",
        _("Mentions"),
        _("How many people a text may name follows from the level of who writes."),
        "people",
        (REFUSE, HOLD),
        of_edits=True,
    ),
    Sort(
        "flood",
        _("Speed"),
        _(
            "How much one person writes in an hour and a day follows from the level. All who come from one network "
            "address have a limit, too."
        ),
        "pulse",
        (REFUSE, HOLD),
        {"address_an_hour": 30},
    ),
    Sort(
        "same_text",
        _("The same text again"),
        _("Who sends the same words again within some hours, or sends what another account has just sent, is stopped."),
        "copy",
        (REFUSE, HOLD, FLAG),
        {"hours": 24, "least": 25},
    ),
    Sort(
        "messages",
        _("Direct messages"),
        _("From which level on customers begin conversations with people whom their firm does not work with already."),
        "chat",
        (REFUSE,),
        looks_at="talks",
    ),
    Sort(
        "mail",
        _("Disposable mail"),
        _("Addresses that are thrown away after ten minutes do not make accounts."),
        "mail",
        (REFUSE,),
        {"known": True, "refused": [], "allowed": []},
        looks_at="sign-ups",
    ),
    Sort(
        "form",
        _("Programs that sign up"),
        _("A field that people do not see, and a shortest time in which nobody fills in a form."),
        "shield",
        (REFUSE,),
        {"trap": True, "seconds": 3},
        looks_at="sign-ups",
    ),
)
SORTS = {sort.key: sort for sort in _sorts}
# What a house begins with, each in force.
AT_FIRST = tuple(sort.key for sort in _sorts if not sort.many)


def sort_of(key: str) -> Sort:
    return SORTS[key]
