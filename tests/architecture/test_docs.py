"""What the documents say is there is there: settings, targets, files, commands. And what is there is told."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.ROOT)
READ = re.compile(r"\benv\.[a-z_]+\(\s*\"([A-Z_]+)\"")
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
# The beginning of a path in the repository, and what ends one.
FOLDERS = ("intranet/", "feeds/", "tests/", "tools/", "docs/", "deploy/", "static/", "templates/", "requirements/")
# What is made, and so is not in a fresh clone; and what stands for any name.
MADE = ("docs/pictures/",)
OTHERS = re.compile(r"[<>…*{]")
# Words that sell, and characters that decorate.
FORBIDDEN = re.compile(
    r"\b(seamless\w*|blazing\w*|cutting[- ]edge|world[- ]class|game[- ]chang\w+|revolutionary|robust\w*|effortless\w*"
    r"|powerful\w*|leverag\w+|delightful\w*|supercharg\w+|state[- ]of[- ]the[- ]art)\b"
    r"|—|[\U0001F300-\U0001FAFF]",
    re.IGNORECASE,
)


def documents() -> list[str]:
    """The Markdown files that are in git or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(path for path in listed.stdout.split("\n") if path and (ROOT / path).is_file())


DOCUMENTS = documents()


def text_of(document: str) -> str:
    return (ROOT / document).read_text()


def settings_read() -> set[str]:
    sources = (ROOT / "intranet").rglob("*.py")
    return {name for source in sources for name in READ.findall(source.read_text())}


def settings_told() -> set[str]:
    table = text_of("README.md").partition("## Configuration")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in CODE.findall(row)}


def test_the_readme_has_every_setting_that_is_read_and_no_other():
    assert settings_read() == settings_told()


def test_nothing_but_the_settings_reads_the_environment():
    sources = [*(ROOT / "intranet").rglob("*.py"), *(ROOT / "feeds").rglob("*.py")]
    reading = re.compile(r"os\.environ(\[|\.get\()|os\.getenv\(")
    found = {str(path.relative_to(ROOT)) for path in sources if reading.search(path.read_text())}
    # Whom to tell that one is ready is no setting: the supervisor says it to each process.
    assert found <= {"intranet/settings/env.py", "intranet/settings/test.py", "intranet/serving/notify.py"}


def test_the_readme_begins_with_the_two_commands():
    assert {"make run", "make test"} <= set(re.findall(r"^make \w+", text_of("README.md"), re.MULTILINE))


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):(?!=)", text_of("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_target_that_a_document_names_is_in_the_makefile(document):
    text = text_of(document)
    told = set(re.findall(r"`(?:\w+=\S+ )*make ([a-z]+)", text))
    told |= {name for block in FENCED.findall(text) for name in re.findall(r"^make ([a-z]+)", block, re.MULTILINE)}
    assert told <= targets()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_that_a_document_names_is_one(document):
    told = set(re.findall(r"manage\.py ([a-z_]+)", text_of(document)))
    assert told <= {*get_commands(), "runserver"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_is_there(document):
    named = {name.partition(":")[0].rstrip("/") for name in CODE.findall(FENCED.sub("", text_of(document)))}
    paths = {name for name in named if f"{name}/".startswith(FOLDERS) and " " not in name and not OTHERS.search(name)}
    missing = {path for path in paths if not f"{path}/".startswith(MADE) and not (ROOT / path).exists()}
    assert missing == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_between_documents_leads_somewhere(document):
    folder = (ROOT / document).parent
    links = [link for link in LINK.findall(FENCED.sub("", text_of(document))) if "://" not in link]
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_say_it_plainly(document):
    assert [found[0] for found in FORBIDDEN.finditer(text_of(document))] == []


def test_decisions_are_numbered_without_gap_and_say_why():
    folder = ROOT / "docs" / "decisions"
    pages = sorted(path.name for path in folder.glob("*.md"))
    assert [int(name[:4]) for name in pages] == list(range(1, len(pages) + 1))
    for name in pages:
        headings = re.findall(r"^## (.+)$", (folder / name).read_text(), re.MULTILINE)
        assert {"Context", "Decision", "Consequences"} <= set(headings), name


def test_the_units_of_the_service_manager_start_what_is_there():
    commands = {
        found
        for unit in (ROOT / "deploy").glob("*.service")
        for found in re.findall(r"^ExecStart=\S+/python manage\.py (\w+)", unit.read_text(), re.MULTILINE)
    }
    assert commands == {"serve", "work", "serve_mail"}


def test_the_promises_are_numbered_in_order():
    numbers = [int(number) for number in re.findall(r"^\* \*\*P(\d+)\*\*", text_of("docs/security.md"), re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 20


def test_every_sign_in_of_the_readme_lives_in_the_demo():
    told = {address.partition("@") for address in re.findall(r"`(\w+@\w+\.example)`", text_of("README.md"))}
    company = text_of("intranet/demo/company.py") + text_of("intranet/demo/visitors.py")
    assert told
    for handle, _at, domain in told:
        assert f'"{handle}"' in company, handle
        assert domain in company, domain


PROMISED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_every_promise_names_tests_and_each_of_them_is_there():
    table = text_of("docs/security.md").partition("## Which test holds which promise")[2].partition("\n### ")[0]
    rows = [row for row in table.splitlines() if re.match(r"\| \d+ \|", row)]
    assert len(rows) == 12
    assert [row for row in rows if not PROMISED.search(row)] == []
    gone = [
        f"{path}::{name}"
        for path, name in PROMISED.findall(table)
        if not (ROOT / path).is_file() or not re.search(rf"^(async )?def {name}\(", text_of(path), re.MULTILINE)
    ]
    assert gone == []


def test_every_part_of_the_attacks_names_what_is_there():
    from tests.attacks.parts import PARTS

    assert [part.name for part in PARTS] == [f"S{number}" for number in range(1, 17)]
    for part in PARTS:
        assert part.tests or part.programs, part.name
        for path in part.tests:
            assert (ROOT / path).exists(), path
        for module in part.programs:
            assert (ROOT / f"{module.replace('.', '/')}.py").exists(), module
