"""In production every unsafe setting stops the start, with a sentence that says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from intranet.core import checks, floors

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def production(settings, tmp_path):
    """A firm's installation without a fault. A test breaks one thing and looks for the one complaint."""
    data = tmp_path / "data"
    (data / "media").mkdir(parents=True)
    data.chmod(0o750)
    settings.MODE = "production"
    settings.DEBUG = False
    settings.SECRET_KEY = "mD4!kz-Wq0r#9cYt_8Lh2Vx$7Pn5Jb%3Gf6Ts1Ra&Eu@Kiow=Zvcn"
    settings.ALLOWED_HOSTS = ["portico.example.org"]
    settings.SITE_URL = "https://portico.example.org"
    settings.CSRF_TRUSTED_ORIGINS = settings.LIVE_ORIGINS = ["https://portico.example.org"]
    settings.BEHIND_TLS_PROXY = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DATA = data
    settings.STATIC_ROOT = data / "static"
    settings.MEDIA_ROOT = data / "media"
    settings.TRUSTED_PROXIES = ["127.0.0.1", "10.0.0.0/24"]
    return settings


def complaints() -> list[str]:
    return [message.id for message in checks.production_is_safe() if message.is_serious()]


def test_a_sound_installation_has_nothing_to_complain_about(production):
    assert complaints() == []
    checks.refuse_to_start_insecurely()


def test_debug_is_refused(production):
    production.DEBUG = True
    assert complaints() == ["portico.E010"]


@pytest.mark.parametrize(
    ("key", "complaint"),
    [
        ("", "portico.E011"),
        ("development-only-" + "x7Qz" * 20, "portico.E012"),
        ("django-insecure-" + "x7Qz!kLm9" * 10, "portico.E012"),
        ("mD4!kz-Wq0r#9cYt_8Lh2Vx", "portico.E013"),
        ("ab" * 40, "portico.E013"),
    ],
)
def test_a_key_that_is_missing_known_short_or_regular_is_refused(production, key, complaint):
    production.SECRET_KEY = key
    assert complaints() == [complaint]


@pytest.mark.parametrize("hosts", [[], ["*"], ["portico.example.org", "*"]])
def test_a_host_list_that_lets_everybody_in_is_refused(production, hosts):
    production.ALLOWED_HOSTS = hosts
    assert complaints() == ["portico.E014"]


def test_plain_http_is_refused_unless_something_in_front_encrypts(production):
    production.SITE_URL = "http://portico.example.org"
    assert complaints() == ["portico.E015"]
    production.BEHIND_TLS_PROXY = True
    assert complaints() == []


@pytest.mark.parametrize("name", ["CSRF_TRUSTED_ORIGINS", "LIVE_ORIGINS"])
@pytest.mark.parametrize("origins", [[], ["portico.example.org"], ["https://*.example.org"], ["*"]])
def test_origins_without_scheme_or_with_a_star_are_refused(production, name, origins):
    setattr(production, name, origins)
    assert complaints() == ["portico.E016"]


@pytest.mark.parametrize("backend", ["console", "filebased", "locmem", "dummy"])
def test_mail_that_reaches_nobody_is_refused(production, backend):
    production.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    assert complaints() == ["portico.E017"]


@pytest.mark.parametrize("media", ["static", "static/media", "."])
def test_uploads_among_the_static_files_are_refused(production, media):
    production.MEDIA_ROOT = production.DATA / media
    assert complaints() == ["portico.E018"]


@pytest.mark.parametrize("proxy", ["*", "0.0.0.0/0", "::/0", "proxy.example.org"])
def test_trusting_the_whole_world_as_a_proxy_is_refused(production, proxy):
    production.TRUSTED_PROXIES = ["127.0.0.1", proxy]
    assert complaints() == ["portico.E019"]


def test_data_that_every_account_can_read_is_refused(production):
    database = production.DATA / "portico.sqlite3"
    database.touch(mode=0o644)
    production.MEDIA_ROOT.chmod(0o750)
    assert complaints() == []  # the folder around it is closed
    production.DATA.chmod(0o755)
    assert complaints() == ["portico.E020"]
    database.chmod(0o640)
    assert complaints() == []


def test_the_demo_company_does_not_move_into_production(production):
    (production.DATA / checks.DEMO_MARK).touch()
    assert complaints() == ["portico.E021"]


def test_an_sqlite_with_the_wal_reset_bug_is_a_warning_and_no_refusal(production, monkeypatch):
    production.DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"
    monkeypatch.setattr(checks.sqlite3, "sqlite_version", "3.40.1")
    assert [message.id for message in checks.production_is_safe()] == ["portico.W001"]
    monkeypatch.setattr(checks.sqlite3, "sqlite_version", "3.51.3")
    assert checks.production_is_safe() == []


def test_an_old_library_stops_the_start_in_every_mode(settings, monkeypatch):
    monkeypatch.setattr(floors, "FLOORS", {"daphne": "99.1"})
    assert "portico.E001" in [message.id for message in run_checks(tags=["security"])]
    with pytest.raises(ImproperlyConfigured, match=r"daphne is .* before 99\.1"):
        checks.refuse_to_start_insecurely()


@pytest.mark.parametrize(
    ("door", "module", "extra"), [("saml", "xmlsec", "EXTRAS=saml"), ("ldap", "ldap", "EXTRAS=ldap")]
)
def test_a_directory_without_its_library_stops_the_start_in_every_mode(settings, monkeypatch, door, module, extra):
    assert checks.the_firms_directory_can_be_asked() == []
    settings.FIRM_DOOR = door
    monkeypatch.setitem(sys.modules, module, None)
    assert "portico.E022" in [message.id for message in run_checks(tags=["security"])]
    with pytest.raises(ImproperlyConfigured, match=f"cannot be loaded.*{extra}"):
        checks.refuse_to_start_insecurely()


def test_a_server_that_runs_no_checks_hears_every_reason_at_once(production):
    production.DEBUG = True
    production.SITE_URL = "http://portico.example.org"
    with pytest.raises(ImproperlyConfigured) as refusal:
        checks.refuse_to_start_insecurely()
    assert "DEBUG is on" in str(refusal.value)
    assert "not https" in str(refusal.value)


@pytest.mark.parametrize("mode", ["demo", "development", "test"])
def test_the_other_modes_are_left_in_peace(production, mode):
    production.MODE = mode
    production.DEBUG = True
    production.ALLOWED_HOSTS = ["*"]
    assert checks.production_is_safe() == []


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """manage.py as a firm calls it: nothing of the test's own environment but the path."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=inherited | {"PORTICO_MODE": "production"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_without_any_setting_refuses_and_says_why(tmp_path):
    answer = manage("check", PORTICO_DATA=str(tmp_path / "data"))
    assert answer.returncode != 0
    assert "SECRET_KEY is missing" in answer.stderr
    assert "not https" in answer.stderr
    assert "Mail goes to the filebased backend" in answer.stderr


def test_production_with_the_settings_of_the_manual_passes_djangos_own_deployment_checks_too(tmp_path):
    answer = manage(
        "check",
        "--deploy",
        "--fail-level=ERROR",
        PORTICO_DATA=str(tmp_path / "data"),
        SECRET_KEY="mD4!kz-Wq0r#9cYt_8Lh2Vx$7Pn5Jb%3Gf6Ts1Ra&Eu@Kiow=Zvcn",
        SITE_URL="https://portico.example.org",
        EMAIL_URL="smtp+tls://portico:word@mail.example.org:587",
    )
    assert answer.returncode == 0, answer.stderr
    assert "security.W" not in answer.stderr, answer.stderr


@pytest.mark.parametrize("setting", [{"PORTICO_MODE": "demo", "HOST": "0.0.0.0"}, {"PORT": "eighty"}])
def test_a_setting_that_makes_no_sense_is_a_sentence_and_no_traceback(tmp_path, setting):
    answer = manage("check", PORTICO_DATA=str(tmp_path / "data"), **setting)
    assert answer.returncode != 0
    assert answer.stderr.startswith("Portico cannot start. ")
    assert "Traceback" not in answer.stderr
    assert "Traceback" in manage("check", "--traceback", PORTICO_DATA=str(tmp_path / "data"), **setting).stderr
