"""The rules as admins have set them, how often each has struck, and what was tried on last month."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Rule(models.Model):
    """One rule. Of most sorts there is one; of lists of words as many as admins make. No row: the rule is off."""

    class Scope(models.TextChoices):
        CUSTOMERS = "customers", _("What customers write")
        EVERYONE = "everyone", _("What anybody writes, colleagues too")

    class Does(models.TextChoices):
        HOLD = "hold", _("Hold it for a moderator")
        REFUSE = "refuse", _("Refuse it, with a sentence")
        FLAG = "flag", _("Let it out and report it")
        REPLACE = "replace", _("Replace the words")

    key = models.SlugField(max_length=40, unique=True, editable=False)
    sort = models.CharField(max_length=20, editable=False)
    name = models.CharField(_("name"), max_length=80, blank=True)
    is_on = models.BooleanField(_("in force"), default=True)
    scope = models.CharField(_("applies to"), max_length=10, choices=Scope.choices, default=Scope.CUSTOMERS)
    # Labels of the parts it looks at; empty: all.
    parts = models.JSONField(_("where"), default=list, blank=True)
    does = models.CharField(_("what it does"), max_length=10, choices=Does.choices, default=Does.HOLD)
    severity = models.PositiveSmallIntegerField(
        _("severity"), default=2, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    # What its sort knows besides, as ``sorts`` checks it.
    values = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("rule")
        verbose_name_plural = _("rules")

    def __str__(self) -> str:
        from intranet.moderation.rules.sorts import sort_of  # noqa: PLC0415 - sorts describe rows of this model

        return self.name or str(sort_of(self.sort).label)

    def value(self, name: str) -> Any:
        """What admins have set, or what the sort begins with."""
        from intranet.moderation.rules.sorts import sort_of  # noqa: PLC0415 - sorts describe rows of this model

        return self.values.get(name, sort_of(self.sort).begins.get(name))


class RuleDay(models.Model):
    """How often a rule did something on one day. Days go after a year."""

    rule = models.SlugField(max_length=40)
    day = models.DateField()
    did = models.CharField(max_length=10)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "day", "did"], name="one_rule_day")]
        indexes = [models.Index(fields=["day"], name="rule_day")]

    def __str__(self) -> str:
        return f"{self.rule} · {self.day} · {self.did} {self.count}"


class Trial(models.Model):
    """A rule as somebody had it in the form, asked about last month. Goes after a week; it changed nothing."""

    class State(models.TextChoices):
        WAITING = "waiting", _("being looked at")
        DONE = "done", _("done")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="rule_trials")
    key = models.SlugField(max_length=40, blank=True)
    sort = models.CharField(max_length=20)
    # The columns of the rule as it was tried.
    fields = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    found = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.sort} · {self.created_at:%Y-%m-%d %H:%M}"

    def rule(self) -> Rule:
        """The rule as it was tried: an object, not a row."""
        return Rule(key=self.key or "trial", sort=self.sort, is_on=True, **self.fields)
