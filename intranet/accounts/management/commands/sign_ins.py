"""``manage.py sign_ins``: whom one can be in the demonstration. ``make run`` shows it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from intranet.accounts.demo_logins import PASSWORD, demo_logins


class Command(BaseCommand):
    help = "Lists the people of the demonstration whom one can sign in as, and their password."

    def handle(self, **options: Any) -> None:
        logins = demo_logins()
        if not logins:
            self.stdout.write("There is nobody to sign in as: this is no demonstration, or the demo has not moved in.")
            return
        self.stdout.write(f"Sign in with the password {PASSWORD} as:")
        width = max(len(login.person.email) for login in logins)
        for login in logins:
            self.stdout.write(f"  {login.person.email:<{width}}  {login.person.name}, {login.what}")
