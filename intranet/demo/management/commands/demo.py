from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import translation
from django.utils.module_loading import autodiscover_modules
from django.utils.timezone import now

from intranet.accounts.models import User
from intranet.activity.models import Activity
from intranet.core.actions import change_site_settings
from intranet.core.models import SiteSettings
from intranet.demo import story as telling
from intranet.jobs.testing import drain
from intranet.notifications.models import Delivery, Notification
from intranet.search.indexing import rebuild_index


class Command(BaseCommand):
    help = "Move in a company of forty people, its customers and a month of their life. For looking, never for use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")

    def handle(self, *, language: str, **options: Any) -> None:
        if not settings.DEMO and settings.SECRET_KEY and not settings.SECRET_KEY.startswith("test-only"):
            raise CommandError(
                "The demo's passwords are known to everybody: it only moves in where PORTICO_MODE is demo."
            )
        if User.objects.active().exists():
            # 3 tells `make run` that there is nothing to be done, as against something that went wrong.
            raise CommandError("Somebody lives here already: the demo moves into an empty house.", returncode=3)
        autodiscover_modules("demo")
        from intranet.demo import (  # noqa: F401, PLC0415 - the first chapters
            agreements,
            company,
            counted,
            digests,
            growing,
            keeping_order,
            knowing,
            outside,
            profiles,
            rooms,
            visitors,
        )

        story = telling.Story(language, self.stdout.write)
        with translation.override(language), transaction.atomic():
            for tell in telling.chapters():
                tell(story)
            self._name_the_house(story)
        self.stdout.write("Inbox and index")
        drain(allow_failures=True)
        # In the order in which it happened, which is not that of the chapters; and nobody is mailed about it now.
        told = list(Notification.objects.order_by("activity__created_at", "pk"))
        Notification.objects.all().delete()
        for row in told:
            row.pk = None
        Notification.objects.bulk_create(told, batch_size=500)
        when = Activity.objects.filter(pk=OuterRef("activity_id")).values("created_at")
        Notification.objects.update(created_at=Subquery(when))
        # They have read their mail up to the day before yesterday.
        Notification.objects.filter(created_at__lt=now() - timedelta(days=2)).update(read_at=F("created_at"))
        # Nobody is mailed what happened before they moved in.
        Delivery.objects.filter(state=Delivery.State.WAITING).update(state=Delivery.State.DROPPED, why="the demo")
        rebuild_index.call()
        self.stdout.write(f"{User.objects.active().count()} people have moved in.")

    def _name_the_house(self, story: telling.Story) -> None:
        admin = User.objects.filter(role=User.Role.ADMIN).order_by("pk").first()
        if admin is not None and SiteSettings.current().name == "Portico":
            change_site_settings(by=admin, name="Meridiana", default_language=story.language)
