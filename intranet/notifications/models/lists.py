"""What every list of addresses without an account keeps (``mail/lists.py``): who reads it, and what was sent."""

from __future__ import annotations

from django.db import models


class ListReader(models.Model):
    """An address that wants something by mail, without an account. Nothing is sent before it is confirmed."""

    email = models.EmailField(unique=True)
    language = models.CharField(max_length=8, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class SentOnce(models.Model):
    """One thing on its way to one reader: sent once, however often the job runs. A table of its own for each list, with
    the reader, the thing, and a constraint that the two stand there once."""

    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
