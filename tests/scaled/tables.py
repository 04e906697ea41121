"""An empty database as the models say, in seconds: ``python -m tests.scaled.tables``. Migrations take longer and have
a walk of their own (suite.py)."""

from __future__ import annotations

import django


class Unmigrated(dict):
    def __contains__(self, app: object) -> bool:
        return True

    def __missing__(self, app: str) -> None:
        return None


def main() -> None:
    from django.conf import settings

    settings.MIGRATION_MODULES = Unmigrated()
    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
