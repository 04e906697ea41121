"""Ada sends to the Lab, of which Ben is, and Aldo (admin) to the whole house."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from feeds.broadcasts.actions import publish_broadcast
from feeds.broadcasts.aims import Aim
from feeds.models import Broadcast
from intranet.accounts.models import User
from intranet.spaces.audiences import ORG

Send = Callable[..., Broadcast]


@pytest.fixture
def send(run_jobs) -> Send:
    """``send(aldo, Aim(ORG), must_acknowledge=True)``: a broadcast that has come to all whom it is for."""

    def sent(by: User, aim: Aim, **said: Any) -> Broadcast:
        said = {"title": "The lift rests on Friday", "body": "From eight to ten.", **said}
        made = publish_broadcast(by=by, aim=aim, **said)
        run_jobs()
        return Broadcast.objects.get(pk=made.pk)

    return sent


@pytest.fixture
def to_lab(send, author, lab) -> Broadcast:
    """Ada asks the Lab to acknowledge that the lift rests."""
    return send(author, Aim(spaces=[lab]), must_acknowledge=True)


@pytest.fixture
def to_all(send, admin, colleague, outsider) -> Broadcast:
    """Aldo asks all staff; Ben and Cleo are among them."""
    return send(admin, Aim(ORG), must_acknowledge=True)
