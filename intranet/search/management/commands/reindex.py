from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from intranet.search.indexing import rebuild_index


class Command(BaseCommand):
    help = "Build the search index anew from the database; searches go on meanwhile."

    def handle(self, **options: Any) -> None:
        self.stdout.write("Building the search index …")
        self.stdout.write(f"{rebuild_index.call()} entries are in the index.")
