"""The words somebody wants to be told of."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from chat.hearing.words import MOST_WORDS, folded
from chat.models import ChatWord
from intranet.accounts.models import User
from intranet.core.decisions import require
from intranet.notifications.policies import can_choose
from intranet.realtime.units import action

LONGEST = 60


@action
def add_word(*, by: User, text: str) -> ChatWord:
    """One word, or several that follow each other. What differs by case and accents alone is the same."""
    require(can_choose(by))
    text = " ".join(text.replace("\x00", "").split()).strip(",;")
    words = folded(text)
    if not words:
        raise ValidationError(_("Write a word with letters or digits."), code="empty")
    if len(text) > LONGEST:
        raise ValidationError(_("At most %(most)s characters.") % {"most": LONGEST}, code="long")
    if (known := ChatWord.objects.filter(person=by, folded=words).first()) is not None:
        return known
    # Held, so that two tabs cannot add one too many between them.
    User.objects.select_for_update().get(pk=by.pk)
    if ChatWord.objects.filter(person=by).count() >= MOST_WORDS:
        raise ValidationError(
            _("You have %(most)s words already. Take one away first.") % {"most": MOST_WORDS}, code="many"
        )
    return ChatWord.objects.create(person=by, text=text, folded=words, first=words.split()[0])


@action
def drop_word(word: ChatWord, *, by: User) -> None:
    require(can_choose(by))
    ChatWord.objects.filter(pk=word.pk, person=by).delete()
