"""`manage.py token NAME`: a key to the API for a person, printed once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from intranet.accounts import actions
from intranet.accounts.models import User, normal_email


class Command(BaseCommand):
    help = "Makes an API token for a person and prints it. It is shown this once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", help="handle, e-mail address or full name")
        parser.add_argument("--name", default="Command line", help="what the token is for")
        parser.add_argument("--read-only", action="store_true", help="the token may read, not write")
        parser.add_argument("--days", type=int, choices=actions.TOKEN_LIFETIMES, help="ends after so many days")

    def handle(self, *args: Any, **options: Any) -> None:
        person = self._find(options["person"])
        try:
            _token, secret = actions.create_token(
                person, by=person, name=options["name"], may_write=not options["read_only"], days=options["days"]
            )
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        self.stdout.write(secret)

    def _find(self, who: str) -> User:
        people = User.objects.active()
        for asked in ({"email": normal_email(who)}, {"handle": who}, {"name__iexact": who}):
            found = list(people.filter(**asked)[:2])
            if len(found) == 1:
                return found[0]
            if found:
                raise CommandError(f"There are several people called {who!r}. Use the handle or the e-mail address.")
        raise CommandError(f"Nobody with an open account is called {who!r}.")
