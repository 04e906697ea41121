"""What holds the face together: every class has a rule, every icon a drawing, every script can be read, every word a
script says can be translated."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Mail, Django's admin and what one takes along have styles of their own.
OWN_STYLES = {"email", "admin", "export"}
TEMPLATES = [path for path in ROOT.glob("templates/**/*.html") if not OWN_STYLES & set(path.parts)]
STYLES = [*ROOT.glob("static/css/**/*.css")]
SCRIPTS = [*ROOT.glob("static/js/**/*.js"), *ROOT.glob("frontend/src/**/*.js")]
FORBIDDEN = re.compile(r"\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write\(|\beval\(|new Function\(")
NODE = shutil.which("node")

TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
# Names that only scripts look for.
WITHOUT_A_LOOK: set[str] = set()


def classes_of(path: Path) -> set[str]:
    """A name that is put together from a value is left out."""
    values = re.findall(r'\bclass="([^"]*)"', path.read_text())
    names = {
        name
        for value in values
        for name in TAG.sub(lambda tag: " " if tag[0].startswith("{%") else "\0", value).split()
    }
    return {name for name in names if "\0" not in name and not name.endswith("--")}


def used_classes() -> dict[str, str]:
    """Class, and one template that uses it."""
    return {name: str(path.relative_to(ROOT)) for path in TEMPLATES for name in classes_of(path)}


def test_every_class_of_a_template_has_a_rule():
    drawn = set(re.findall(r"\.([a-zA-Z][\w-]*)", "".join(path.read_text() for path in STYLES)))
    used = used_classes()
    assert len(used) > 100
    assert {name: where for name, where in used.items() if name not in drawn | WITHOUT_A_LOOK} == {}


def drawn_in(sheet: str) -> set[str]:
    parts = re.findall(r'@import url\("([^"]+)"\)', (ROOT / "static/css" / sheet).read_text())
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", "".join((ROOT / "static/css" / part).read_text() for part in parts)))


@pytest.mark.parametrize("part", ["", "chat", "flows", "forum", "ideas", "insights", "style", "wiki"])
def test_a_page_finds_its_rules_in_the_sheets_that_it_loads(part: str):
    """Cards are shown on pages of every part, so they have what every page has."""
    drawn = drawn_in("index.css") | (drawn_in(f"{part}.css") if part else set())
    own = {"chat", "flows", "forum", "ideas", "insights", "style", "wiki"}
    missing = {
        f"{where}: {name}"
        for path in TEMPLATES
        for where in [path.relative_to(ROOT / "templates")]
        if (where.parts[0] if where.parts[0] in own and "cards" not in where.parts else "") == part
        for name in classes_of(path) - drawn - WITHOUT_A_LOOK
    }
    assert missing == set()


def test_no_style_sheet_selects_by_id():
    for path in STYLES:
        if path.name == "back-office.css":  # Django's own style sheet there selects by id, and has to be outdone
            continue
        without_comments = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        selectors = re.findall(r"([^{};]+)\{", without_comments)
        assert [one for one in selectors if re.search(r"#[a-zA-Z]", one)] == [], path


def test_every_colour_comes_from_the_tokens():
    """A colour that is written where it is used has no dark half and no contrast test."""
    shown = {path: path.read_text() for path in STYLES if path.name != "tokens.css"}
    wild = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
    allowed = {"mask-image", "background: #fff"}  # a mask has no colour; a code to photograph is black on white
    found = [
        f"{path.name}: {line.strip()}"
        for path, text in shown.items()
        for line in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).splitlines()
        if wild.search(line) and not any(word in line for word in allowed)
    ]
    assert found == []


def test_every_icon_that_is_named_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/icons.svg").read_text()))
    named = {
        name
        for path in TEMPLATES
        for pattern in (r'\{% icon "([\w-]+)"', r'\bicon="([\w-]+)"')
        for name in re.findall(pattern, path.read_text())
    }
    for path in [*ROOT.glob("intranet/**/*.py"), *ROOT.glob("feeds/**/*.py")]:
        for keyword, door in re.findall(r'\bicon="([\w-]+)"|NavItem\("[^"]*", [^,]*?\), "([\w-]+)"', path.read_text()):
            named.add(keyword or door)
    assert len(named) > 30
    assert named - drawn == set()


def test_the_ground_of_floating_things_is_above_the_page():
    """Stacking is decided in the tokens, not by who writes the larger number."""
    numbers = [
        f"{path.name}: {found}"
        for path in STYLES
        for found in re.findall(r"z-index:\s*([^;]+);", path.read_text())
        if not found.startswith("var(--z-") and found not in {"1", "-1"}
    ]
    assert numbers == []


@pytest.fixture(scope="module")
def node() -> str:
    assert NODE, "Node.js is missing: apt-get install nodejs"
    return NODE


def test_every_script_can_be_read(node):
    for path in SCRIPTS:
        read = subprocess.run(
            [node, "--check", "--input-type=module"],
            input=path.read_text(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert read.returncode == 0, f"{path}: {read.stderr[:2000]}"


def test_scripts_make_markup_only_in_one_place():
    for path in SCRIPTS:
        text = path.read_text()
        if path.name != "fragment.js":
            assert "DOMParser" not in text, f"{path}: parse with fragment.js"
        assert not FORBIDDEN.search(text), path


@pytest.fixture(scope="module")
def bundled() -> None:
    """What the scripts of the editor are tested with is fetched with what it is made of."""
    subprocess.run([ROOT / "tools/bundle"], check=True)


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize(
    "path",
    [*sorted((ROOT / "tests/js").glob("*.test.mjs")), *sorted((ROOT / "frontend/tests").glob("*.test.mjs"))],
    ids=lambda path: path.name,
)
def test_the_scripts_keep_their_promises(node, path):
    done = subprocess.run([node, "--test", str(path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
