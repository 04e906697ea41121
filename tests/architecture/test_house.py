"""What holds the house together, read from its source."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import house_rules

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = [path for folder in ("intranet", "feeds") for path in sorted((ROOT / folder).rglob("*.py"))]
# Below the layer that has units of work: they say transaction.atomic themselves.
BELOW_UNITS = ("intranet/core/", "intranet/jobs/")
WRITING = {
    "save",
    "create",
    "bulk_create",
    "get_or_create",
    "update_or_create",
    "update",
    "bulk_update",
    "delete",
    "record",
    "publish",
    "revoke",
}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_rules_of_the_house_are_kept():
    broken = [one for path in house_rules.files() for one in house_rules.complaints(path, (ROOT / path).read_text())]
    assert broken == []


def test_imports_point_down():
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


# --- Writing ---------------------------------------------------------------------------------------------------------


def actions_of_the_house() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in PRODUCT:
        if path.name == "actions.py" or path.parent.name == "actions":
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield name_of(path), node


def is_unit(function: ast.FunctionDef) -> bool:
    return "action" in {ast.unparse(decorator) for decorator in function.decorator_list}


def is_step(function: ast.FunctionDef) -> bool:
    """A part of actions, which refuses to run outside of one."""
    return "step" in {ast.unparse(decorator) for decorator in function.decorator_list}


def is_atomic(function: ast.FunctionDef) -> bool:
    return "transaction.atomic" in ast.unparse(function)


def calls_in(function: ast.FunctionDef) -> set[str]:
    called = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {found.attr if isinstance(found, ast.Attribute) else getattr(found, "id", "") for found in called}


def test_whatever_an_app_offers_to_change_it_changes_as_one():
    """Every function of an actions.py that writes is one unit of work: all of it and what is said about it, or
    nothing."""
    halfway = [
        f"{path}: {function.name}"
        for path, function in actions_of_the_house()
        if calls_in(function) & WRITING
        and not is_unit(function)
        and not is_step(function)
        and not (path.startswith(BELOW_UNITS) and (is_atomic(function) or function.name.startswith("prune")))
    ]
    assert halfway == []


def test_an_action_says_who_does_it():
    """``by`` is named, never guessed from a request. Who comes in by invitation, or on a word, is nobody yet, what a
    job does nobody does, and what is done inside another action is done by who does that."""
    nobodys = {
        "accept_invitation",
        "arrive",
        "arrive_as_customer",
        "tell_credited",
        "meet_deadline",
        "notify_people_of",
        "address_verified",
        "address_proven",
        "release_address",
        "end_sessions",
        "release_due",
        "tell_due",
        "remind_of_pilot",
        "ask_about_pilot",
        "remind_of_channel",
        "fill_space",
        "remind",
        # Deliveries: which channel sends what, and what became of it.
        "claim",
        "hold",
        "put_off",
        "settle",
        "forget_settled",
        # Devices that push reaches: what became of a message, and those that are signed out.
        "forget_devices",
        "forget_all_devices",
        "note_pushed",
        "note_push_problem",
        "note_push_test",
        "note_bounce",
        "stop_mails",
        "undo_stop",
        "note_taken",
        "forget_taken",
        # A digest that is due, and one that a press in a mail ends.
        "claim_digest",
        "settle_digest",
        "give_back_digest",
        "stop_digest",
        # The list of a week is chosen when the week begins, or whoever has it first opens it.
        "make_list",
    }
    unsaid = [
        f"{path}: {function.name}"
        for path, function in actions_of_the_house()
        if is_unit(function)
        and "by" not in {argument.arg for argument in function.args.kwonlyargs}
        and function.name not in nobodys
    ]
    assert unsaid == []


def test_views_write_through_actions():
    """No page and no door of the API saves a row by itself."""
    doors = re.compile(r"(^|/)(views|api)(/\w+)?\.py$|(^|/)\w*views\.py$")
    written = re.compile(r"\.(save|bulk_create|delete|update)\(|\.objects\.(create|get_or_create|update_or_create)\(")
    found = [
        f"{name_of(path)}: {line.strip()}"
        for path in PRODUCT
        if doors.search(name_of(path))
        for line in path.read_text().splitlines()
        if written.search(line) and not line.startswith("@router.")
    ]
    assert found == []


# --- Live ------------------------------------------------------------------------------------------------------------


def test_only_the_live_layer_touches_sockets_and_channel_layers():
    elsewhere = [
        name_of(path)
        for path in PRODUCT
        if re.search(
            r"get_channel_layer|channel_layer\b|channels\.(layers|generic|consumer)|channels_redis", path.read_text()
        )
        and not name_of(path).startswith(("intranet/realtime/", "intranet/settings/", "intranet/core/floors.py"))
    ]
    assert elsewhere == []


def test_nothing_in_a_thread_waits_for_the_loop():
    """async_to_sync in a request thread stops that thread until the loop has time; publishing needs none."""
    assert [name_of(path) for path in PRODUCT if "async_to_sync" in path.read_text()] == []


# --- The tree --------------------------------------------------------------------------------------------------------

ELSEWHERE = re.compile(
    r"\.\./share[d]|(?<!community)(?<!forum)/wor[k]/|/roo[t]/|index-url\s*=|https?://[^\s/]*(?:py[p]i|pythonhoste[d]|npm[j]s|debia[n])\."
)


def test_nothing_in_the_tree_names_a_registry_or_a_place_outside_it():
    here = name_of(Path(__file__))
    named = [
        f"{path}:{number}"
        for path in house_rules.files()
        if path != here
        for number, line in enumerate((ROOT / path).read_text().splitlines(), 1)
        if ELSEWHERE.search(line)
    ]
    assert named == []


def test_no_page_loads_anything_from_another_host():
    foreign = re.compile(r"""(src|href|action)=["']?(https?:)?//|url\(["']?(https?:)?//|@import|from ["']https?://""")
    allowed = re.compile(r'rel="nofollow|xmlns=')
    found = [
        f"{path}: {line.strip()}"
        for path in house_rules.files()
        if re.search(r"^(templates|static|frontend)/", path) and "/vendor/" not in path and "/email/" not in path
        for line in (ROOT / path).read_text().splitlines()
        if foreign.search(line) and not allowed.search(line) and not re.fullmatch(r"static/css/\w+\.css", path)
    ]
    assert found == []


def test_each_app_stands_in_the_order_of_the_layers():
    """Every package under intranet has its place in the contract of imports."""
    contract = (ROOT / "pyproject.toml").read_text()
    apps = {path.parent.name for path in (ROOT / "intranet").glob("*/apps.py")}
    assert {app for app in apps if f"intranet.{app}" not in contract} == set()


@pytest.mark.parametrize("part", ["feeds"])
def test_a_part_follows_the_plan_of_a_room(part):
    room = ["apps", "kind", "models", "policies", "actions", "forms", "views", "urls", "api"]
    assert [one for one in room if not ((ROOT / part / f"{one}.py").exists() or (ROOT / part / one).is_dir())] == []
