"""People for a house that runs: ``python -m tests.scaled.people "Ada Bianchi" "Ben Rossi"`` prints them as JSON."""

from __future__ import annotations

import json
import sys

import django


def main(*names: str) -> None:
    django.setup()
    from django.conf import settings
    from django.test import Client

    from intranet.accounts.actions import create_token
    from tests import factories

    people = [factories.a_person(name) for name in names]
    space = factories.a_space("Agora", owner=people[0], members=tuple(people[1:]), visibility="open")
    found = []
    for person in people:
        client = Client()
        client.force_login(person)
        _row, secret = create_token(person, by=person, name="Tests", may_write=True, days=None)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        found.append(
            {
                "name": person.name,
                "pk": person.pk,
                "cookie": f"{cookie.key}={cookie.value}",
                "token": secret,
                "space": space.pk,
            }
        )
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
