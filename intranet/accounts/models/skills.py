"""What people say they know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intranet.core.text import fold


class Skill(models.Model):
    """One thing that can be known. "Elettronica" and "elettrónica" are the same; whoever wrote it first spelled it."""

    name = models.CharField(_("name"), max_length=40)
    folded = models.CharField(max_length=60, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True, allow_unicode=True)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Knowing", related_name="skills")

    class Meta:
        ordering = ["folded"]
        verbose_name = _("skill")
        verbose_name_plural = _("skills")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.name)[:60]
        super().save(*args, **kwargs)


class Knowing(models.Model):
    """A person declares a skill. Who may see that is decided by the field "skills" of the page."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="knowings")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="knowings")
    declared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("declared skill")
        verbose_name_plural = _("declared skills")
        constraints = [models.UniqueConstraint(fields=["person", "skill"], name="each_skill_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.skill}"
