"""The words of which somebody wants to be told when they are said in a room they are in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChatWord(models.Model):
    """One word, or several that follow each other. It is compared without case and accents, whole words only."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="chat_words")
    text = models.CharField(_("words"), max_length=60)
    # The words as they are compared, with one space between them; and the first, by which they are found.
    folded = models.CharField(max_length=120, editable=False)
    first = models.CharField(max_length=60, editable=False, db_index=True)

    class Meta:
        ordering = ["text"]
        verbose_name = _("word to be told of")
        verbose_name_plural = _("words to be told of")
        constraints = [models.UniqueConstraint(fields=["person", "folded"], name="one_word_each")]

    def __str__(self) -> str:
        return self.text
