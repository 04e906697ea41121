"""A small firm in one week, of which is known in advance what Ben's digest says."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import time_machine

from feeds import actions as feeds
from forum import actions as forum
from ideas import actions as ideas
from ideas.statuses import first_status
from intranet.conversation.actions import add_comment, watch
from intranet.conversation.votes import vote_for
from tests import factories
from wiki import actions as wiki

# A Monday, at noon in Rome.
NOW = datetime(2026, 3, 16, 11, tzinfo=UTC)
SINCE = NOW - timedelta(days=7)


def at(days_ago: float):
    return time_machine.travel(NOW - timedelta(days=days_ago), tick=False)


@contextmanager
def _worked_off(days_ago: float, jobs, after_commit):
    """What is done then, and what follows from it at once."""
    with at(days_ago):
        with after_commit():
            yield
        jobs()


def a_week(*, jobs, after_commit) -> SimpleNamespace:
    """Ada leads, Ben reads, Cleo writes a lot, Dora is a customer of Acme."""
    with _worked_off(40, jobs, after_commit):
        ada, ben = factories.a_person("Ada Bianchi", handle="ada"), factories.a_person("Ben Rossi", handle="ben")
        cleo = factories.a_person("Cleo Verdi", handle="cleo")
        dora = factories.a_customer("Dora Neri", handle="dora", company=factories.a_company("Acme"))
        lab = factories.a_space("Lab", owner=ada, members=(ben, cleo), visibility="closed")
        porch = factories.a_space("Porch", owner=ada, visibility="community")
        lab.parts = [*dict.fromkeys([*lab.parts, "wiki"])]
        lab.save(update_fields=["parts"])
        page = wiki.create_page(lab, by=ada, title="Fans", body="The fans are loud.")
        board = ideas.make_board(porch, by=ada, name="Wishes")
        idea = ideas.suggest(board, by=dora, title="Wake up sooner", body="Four seconds in the cold.")
        vote_for(idea, by=ben)
        category = forum.make_category(porch, by=ada, name="Terminals")
        terminals = forum.ask(category, by=ben, title="Slow to wake up", body="Since the last version.")
        watch(page, by=ben)
    made = SimpleNamespace(ada=ada, ben=ben, cleo=cleo, dora=dora, lab=lab, porch=porch, page=page, board=board)
    made.idea, made.category, made.question = idea, category, terminals
    with _worked_off(5, jobs, after_commit):
        made.chatter = [
            feeds.publish_post(by=cleo, space=lab, title=f"Lunch {number}", body="Soup.") for number in range(6)
        ]
    with _worked_off(4, jobs, after_commit):
        made.answer = forum.answer(terminals, by=cleo, body="It is the sensor.")
        forum.accept_answer(made.answer, by=ada)
    with _worked_off(3, jobs, after_commit):
        made.naming = feeds.publish_post(by=ada, space=lab, title="The trial", body="What do you think, @ben?")
    with _worked_off(2, jobs, after_commit):
        ideas.set_status(idea, by=ada, status=first_status("planned"), answer="In the spring.")
    with _worked_off(1, jobs, after_commit):
        made.loud = feeds.publish_post(by=cleo, space=lab, title="New bench", body="Where shall it stand?")
        for number in range(4):
            add_comment(made.loud, by=ada, body=f"There, {number}.")
    return made


__all__ = ["NOW", "SINCE", "a_week", "at"]
