"""A firm with a thing behind every address: what the architecture tests have in their lab, and
the states of the house that the lab does without."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils.timezone import localdate

from feeds.actions import publish_post
from intranet.accounts.actions import agree_to_terms, publish_terms
from intranet.accounts.models import User
from intranet.accounts.terms import in_force
from intranet.jobs.testing import drain
from intranet.moderation.lanes.actions import set_lane
from intranet.moderation.models import Case
from intranet.spaces.actions import end_pilot, start_pilot
from intranet.spaces.audiences import PUBLIC
from intranet.spaces.models import Pilot
from tests import factories
from tests.architecture import lab_world
from tests.feeds.events_at_hand import an_event
from wiki.actions import create_page, set_reading

# Zoë has not agreed to the terms yet; Ines has a second step, with all that belongs to it.
ASKED, SECURED = "zoe", "ines"
PEOPLE = {"ada": "Ada Bianchi", "ben": "Ben Rossi", "cleo": "Cleo Verdi", ASKED: "Zoë Núñez", SECURED: "Ines Sala"}


def furnish() -> dict[str, Any]:
    """Returns the arguments of every address, as JSON can carry them."""
    cast = {handle: factories.a_person(name, handle=handle) for handle, name in PEOPLE.items()}
    cast["mara"] = factories.a_person("Mara Conti", handle="mara", role="moderator")
    cast["aldo"] = factories.a_person("Aldo Greco", handle="aldo", role="admin")
    cast["dora"] = factories.a_customer("Dora Neri", handle="dora", company=factories.a_company("Acme"))
    ada, ben = cast["ada"], cast["ben"]
    lab = factories.a_space("Lab", owner=ada, members=(ben,), visibility="closed")
    vault = factories.a_space("Vault", owner=ada, visibility="secret")
    roles = {
        "author": ada,
        "colleague": ben,
        "outsider": cast["cleo"],
        "moderator": cast["mara"],
        "admin": cast["aldo"],
    }
    things = lab_world.furnish(lab, vault, **roles, run_jobs=drain)
    things |= _for_the_street(ada, things)
    things["spaces:pilot-report"] = {"slug": _a_trial_that_is_over(ada)}
    things["mfa_edit_webauthn"] = things["mfa_remove_webauthn"] = {"pk": _a_second_step(cast[SECURED])}
    _terms(cast["aldo"])
    drain()
    return things


def _for_the_street(ada: User, things: dict[str, Any]) -> dict[str, dict[str, Any]]:
    post = publish_post(by=ada, audience=PUBLIC, title="Open day", body="Come and see the #bearings of the new fans.")
    event = an_event(ada, audience=PUBLIC, title="Open kitchen", place="Gate 2")
    manual = factories.a_space("Manuals", owner=ada, visibility="closed", parts=["wiki"])
    text = "# Oil\n\nOnce a year.\n\n# Noise\n\nNone.\n\n# Heat\n\nSome."
    page = create_page(manual, by=ada, title="Bearings", body=text)
    set_reading(page, by=ada, reads="public")
    return {
        "accounts:public_person": {"handle": ada.handle},
        "street": {
            "post": post.pk,
            "event": event.pk,
            "page": f"{page.pk}-{page.slug}",
            "topic": "{topic_id}-{slug}".format(**things["forum:topic"]),
            "category": things["forum:category"]["slug"],
            "tag": things["forum:tag"]["slug"],
            "consent": things["forum:consent"]["word"],
            "enquiry": things["number"],
            "board": "{board_id}-{slug}".format(**things["ideas:board"]),
            "idea": "{idea_id}-{slug}".format(**things["ideas:idea"]),
            **_a_lane(ada, User.objects.get(handle="ben")),
        },
    }


def _a_lane(ada: User, ben: User) -> dict[str, Any]:
    """A space that approves what is written, with something that waits."""
    press = factories.a_space("Press", owner=ada, members=(ben,), visibility="closed")
    set_lane(press, "inside", by=ada, sort="pre_approval", replies=True)
    publish_post(by=ben, space=press, title="A new hall", body="It opens in May.")
    return {"press": press.slug, "lane_case": Case.objects.get(space=press).pk}


def _a_trial_that_is_over(ada: User) -> str:
    trial, today = factories.a_space("Trial", owner=ada), localdate()
    start_pilot(trial, by=ada, goal="Less noise", ends_on=today + timedelta(days=1))
    Pilot.objects.filter(space=trial).update(begins_on=today - timedelta(days=30), ends_on=today - timedelta(days=1))
    end_pilot(trial, today=today)
    return trial.slug


def _a_second_step(person: User) -> int:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    key = {"name": "Key on the ring", "credential": {}}
    return Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data=key).pk


def _terms(admin: User) -> None:
    for text in ("Be kind.\n\nWrite what you know.", "Be kind.\n\nWrite what you know, and ask what you do not."):
        publish_terms("terms", by=admin, texts={"en": text, "it": text})
    documents = [document.pk for document in in_force()]
    for person in User.objects.exclude(handle=ASKED):
        agree_to_terms(person, documents, by=person)


def session_of(handle: str) -> dict[str, str]:
    """A cookie of somebody who has just given their password, which some pages ask for first."""
    person, client = User.objects.get(handle=handle), Client()
    client.force_login(person)
    session = client.session
    given = {"method": "password", "at": time.time(), "email": person.email, "reauthenticated": True}
    session["account_authentication_methods"] = [given]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}
