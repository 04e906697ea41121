"""The scaled set-up's database: the same migrations, and the same behaviour where databases differ most."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.platform.postgres_server import postgres_server

ROOT = Path(__file__).resolve().parents[2]
# Where constraints, locks, ordering and accents could make a difference. (The queue: test_jobs_postgres.py.)
STORIES = [
    "platform/test_spaces.py",
    "platform/test_audiences.py",
    "platform/test_own_rows.py",
    "platform/test_live_publishing.py",
    "platform/test_conversation_races.py",
    "platform/test_conversation_reactions.py",
    "platform/test_accounts_deactivation.py",
    "platform/test_accounts_invitations.py",
    "platform/test_accounts_standing.py",
    "feeds/test_event_races.py",
    "chat/test_sending_at_once.py",
    "platform/test_search_contract.py",
    "platform/test_at_once.py",
    "platform/test_two_processes.py",
    "platform/test_placements.py::test_placing_at_once_in_two_spaces_and_twice_is_each_once",
    "platform/test_quotas.py::test_two_uploads_at_once_do_not_pass_the_limit_together",
    "platform/test_scheduling.py::test_two_workers_and_its_author_at_once_publish_it_once",
    "platform/test_spaces_filling.py::test_a_move_and_a_rule_at_once_end_with_the_person_inside",
    "platform/test_spaces_filling.py::test_joining_by_hand_and_by_rule_at_once_is_one_membership",
    "platform/test_search_agreement.py",
]

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def server():
    with postgres_server() as running:
        yield running


@pytest.fixture
def on_postgres(server, tmp_path):
    """Runs Python against PostgreSQL in a process of its own, because the settings name the database."""

    def run(*arguments):
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
            "DATABASE_URL": server.url,
            "PORTICO_MODE": "test",
            "PORTICO_DATA": str(tmp_path),
        }
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]

    return run


def test_the_migrations_make_the_whole_database_and_leave_nothing_to_migrate(on_postgres):
    on_postgres("manage.py", "migrate", "--noinput", "--verbosity", "0", "--step-by-step")
    on_postgres("manage.py", "migrate", "--check")


def test_spaces_audiences_and_streams_behave_as_they_do_on_sqlite(on_postgres):
    on_postgres("-m", "pytest", "-q", *(f"tests/{story}" for story in STORIES))
