"""`make run` shows whom one can be; nobody else does."""

from io import StringIO

from django.core.management import call_command

from intranet.accounts.demo_logins import PASSWORD


def said() -> str:
    out = StringIO()
    call_command("sign_ins", stdout=out)
    return out.getvalue()


def test_in_a_demonstration_each_sort_of_person_is_offered(settings, admin, moderator, author, customer):
    settings.DEMO = True
    lines = said().splitlines()
    assert PASSWORD in lines[0]
    for person in (admin, moderator, author, customer):
        assert any(line.split()[0] == person.email and person.name in line for line in lines[1:])


def test_outside_of_one_nobody_is_named(admin, author):
    assert admin.email not in said()
    assert PASSWORD not in said()
