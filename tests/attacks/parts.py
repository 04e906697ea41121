"""The parts of ``make attacks``: what each tries, with what, and how long it may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """``tests`` are handed to pytest, ``programs`` are modules that exit with something else than nought when they have
    found something. Both are ended after ``minutes``, which then counts as found."""

    name: str
    title: str
    tests: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    minutes: int = 10
    browser: bool = False
    # Its few tests are long: they are shared out one by one, and not file by file.
    spread: bool = False
    # Address space of each process, in bytes; what asks for more is refused by the system, which a test then says.
    most_memory: int = 0


PARTS = (
    Part(
        "S1",
        "Words that would run: pages, frames, mails, feeds, tables",
        ("tests/e2e/attacks", "tests/platform/test_markup_safety.py"),
        minutes=20,
        browser=True,
    ),
    Part(
        "S2",
        "Every address as each of the cast",
        (
            "tests/architecture/test_urls.py",
            "tests/architecture/test_threshold.py",
            "tests/architecture/test_agreement.py",
            "tests/architecture/test_agreement_of_kinds.py",
        ),
        minutes=20,
    ),
    Part(
        "S3",
        "A word from inside is never heard outside",
        ("tests/architecture/test_canary.py", "tests/architecture/test_canary_of_staff.py"),
        minutes=20,
    ),
    Part(
        "S4",
        "Nonsense: the API by its own description, every address by hand",
        ("tests/architecture/test_odd_requests.py",),
        ("tests.attacks.fuzz_api",),
        minutes=30,
        spread=True,
    ),
    Part("S5", "Scanners: wapiti, sqlmap, dirb", programs=("tests.attacks.scanners",), minutes=18),
    Part("S6", "Requests to the inside", ("tests/platform/test_fetching.py", "tests/platform/test_webhooks.py")),
    Part(
        "S7",
        "Foreign forms and foreign sockets",
        ("tests/architecture/test_guards.py", "tests/platform/serving/test_handshake.py"),
    ),
    Part(
        "S8",
        "What ends, ends at once",
        ("tests/attacks/test_what_ends.py", "tests/platform/test_live_revocation.py"),
    ),
    Part(
        "S9",
        "At the same moment, in two processes",
        (
            "tests/attacks/test_races.py",
            "tests/platform/test_two_processes.py",
            "tests/platform/test_conversation_races.py",
            "tests/platform/test_notification_races.py",
            "tests/platform/test_at_once.py",
        ),
    ),
    Part(
        "S10",
        "Guessing and flooding",
        (
            "tests/platform/test_core_throttle.py",
            "tests/platform/test_quotas.py",
            "tests/platform/test_doors_second_step.py",
            "tests/platform/test_accounts_sign_in.py",
        ),
    ),
    Part(
        "S11",
        "Bombs, in a process with bounds",
        (
            "tests/platform/test_core_images.py",
            "tests/platform/test_attachments_uploads.py",
            "tests/platform/test_attachments_previews.py",
            "tests/platform/test_markup_safety.py",
            "tests/platform/test_collab_strangers.py",
        ),
        most_memory=3 * 2**30,
    ),
    Part("S12", "Every page for everybody who reads otherwise", ("tests/e2e/every_page",), minutes=20, browser=True),
    Part("S13", "Settings and headers", ("tests/platform/test_checks.py", "tests/architecture/test_guards.py")),
    Part(
        "S14",
        "What stands in the source",
        ("tests/architecture/test_house_rules.py", "tests/architecture/test_floors.py"),
        ("tools.house_rules", "tests.attacks.source"),
    ),
    Part(
        "S15", "Rules that are broken on purpose are missed by a test", programs=("tests.attacks.mutants",), minutes=15
    ),
    Part("S16", "Forgetting and handing out", ("tests/platform/test_own_data.py",)),
)
