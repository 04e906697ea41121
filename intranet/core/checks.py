"""Why Portico will not start: in production every unsafe setting is an error, with a sentence that says what to do.

``manage.py`` runs these as system checks. A server that loads ``intranet.asgi`` or ``intranet.wsgi`` runs none, so
those modules call :func:`refuse_to_start_insecurely` themselves.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

from .floors import as_numbers, below_their_floor

# Written into the data folder when the demo company moves in (Makefile).
DEMO_MARK = ".demo"
# Before it, two connections that checkpoint and write at the same moment can corrupt the file.
SQLITE_WITHOUT_WAL_RESET_BUG = "3.51.3"
KNOWN_KEYS = ("development-only-", "test-only-", "django-insecure-", "changeme", "change-me", "secret")
# By the door in use: the variable that opens it, the extra and what to import of it.
WHAT_DOORS_NEED = {
    "saml": ("SAML_IDP", "saml", ("xmlsec", "onelogin.saml2.auth")),
    "ldap": ("LDAP_URL", "ldap", ("ldap",)),
}
MAIL_THAT_GOES_NOWHERE = {"console", "dummy", "filebased", "locmem"}

Rule = Callable[[], Iterable[CheckMessage]]


@register(Tags.security)
def versions_reach_their_floors(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    """In every mode: an old library is as dangerous on a laptop."""
    return [
        Error(
            f"{package} is {installed}; versions before {floor} have holes that are public.",
            hint="Install what requirements/base.txt locks: make setup.",
            id="portico.E001",
        )
        for package, installed, floor in below_their_floor()
    ]


@register(Tags.security)
def the_firms_directory_can_be_asked(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    """In every mode: SAML and LDAP need libraries that are installed only where somebody wants them."""
    needed = WHAT_DOORS_NEED.get(settings.FIRM_DOOR)
    if needed is None:
        return []
    variable, extra, modules = needed
    try:
        for module in modules:
            import_module(module)
    except Exception as error:  # two libraries that do not fit each other raise one of their own
        return [
            Error(
                f"{variable} is set, but the library for it cannot be loaded: {error}.",
                hint=f"make setup EXTRAS={extra}, or take {variable} away.",
                id="portico.E022",
            )
        ]
    return []


@register(Tags.security)
def production_is_safe(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    if settings.MODE != "production":
        return []
    return [message for rule in PRODUCTION_RULES for message in rule()]


def refuse_to_start_insecurely() -> None:
    """Raises with every reason at once; to be called where a server loads the application."""
    found = [*versions_reach_their_floors(), *the_firms_directory_can_be_asked(), *production_is_safe()]
    reasons = [message for message in found if message.is_serious() and not message.is_silenced()]
    if reasons:
        lines = "\n".join(f"  - {message.msg} {message.hint} ({message.id})" for message in reasons)
        raise ImproperlyConfigured(f"Portico does not start like this:\n{lines}")


def debug_is_off() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield Error(
            "DEBUG is on: every error page would show the code and the settings.",
            hint="Leave DEBUG alone; PORTICO_MODE=development is for development.",
            id="portico.E010",
        )


def the_key_is_secret() -> Iterator[CheckMessage]:
    hint = "Set SECRET_KEY, or SECRET_KEY_FILE, to at least 50 random characters that nobody else has."
    try:
        key = str(settings.SECRET_KEY)
    except ImproperlyConfigured:  # what Django raises for an empty one
        key = ""
    if not key:
        yield Error("SECRET_KEY is missing.", hint=hint, id="portico.E011")
    elif key.lower().startswith(KNOWN_KEYS):
        yield Error("SECRET_KEY is one that everybody can read in some source code.", hint=hint, id="portico.E012")
    elif len(key) < 50 or len(set(key)) < 8:
        yield Error("SECRET_KEY is too short or too regular to be secret.", hint=hint, id="portico.E013")


def hosts_are_named() -> Iterator[CheckMessage]:
    hosts = settings.ALLOWED_HOSTS
    if not hosts or any(host in ("*", ".") for host in hosts):
        yield Error(
            "ALLOWED_HOSTS is empty or lets every name in: links in mail could be made to point elsewhere.",
            hint="Set ALLOWED_HOSTS to the names people type, such as portico.example.org.",
            id="portico.E014",
        )


def connections_are_encrypted() -> Iterator[CheckMessage]:
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https" and not getattr(settings, "BEHIND_TLS_PROXY", False):
        yield Error(
            f"SITE_URL is {settings.SITE_URL}, not https: passwords and sessions would travel in the clear.",
            hint=(
                "Set SITE_URL to the https address people use. If something in front of Portico encrypts every "
                "connection although the address says http (a VPN, say), set BEHIND_TLS_PROXY=1."
            ),
            id="portico.E015",
        )


def origins_are_whole() -> Iterator[CheckMessage]:
    """An origin without its scheme, or with a star, would let other sites' pages write and open sockets."""
    for name in ("CSRF_TRUSTED_ORIGINS", "LIVE_ORIGINS"):
        origins = getattr(settings, name)
        loose = [origin for origin in origins if "*" in origin or urlsplit(origin).scheme not in ("http", "https")]
        if loose or not origins:
            yield Error(
                f"{name} must list whole origins, such as https://portico.example.org; it has {loose or 'none'}.",
                hint="Set SITE_URL; the origins follow from it.",
                id="portico.E016",
            )


def mail_leaves_the_house() -> Iterator[CheckMessage]:
    backend = settings.EMAIL_BACKEND.split(".")
    if MAIL_THAT_GOES_NOWHERE.intersection(backend):
        yield Error(
            f"Mail goes to the {backend[-2]} backend: nobody could verify an address or reset a password, "
            "and the links that let one in would lie about.",
            hint="Set EMAIL_URL, such as smtp+tls://name:password@mail.example.org:587.",
            id="portico.E017",
        )


def uploads_are_not_static() -> Iterator[CheckMessage]:
    """Static files are served to anybody; uploads only to those who may see the entry."""
    media = Path(settings.MEDIA_ROOT).resolve()
    public = [Path(settings.STATIC_ROOT).resolve(), *(Path(folder).resolve() for folder in settings.STATICFILES_DIRS)]
    for folder in public:
        if media == folder or folder in media.parents or media in folder.parents:
            yield Error(
                f"MEDIA_ROOT ({media}) and static files ({folder}) overlap: uploads would be served to anybody.",
                hint="Keep both as PORTICO_DATA lays them out, beside each other.",
                id="portico.E018",
            )


def proxies_are_named() -> Iterator[CheckMessage]:
    """Who is trusted to say where a request came from can evade every limit that counts addresses."""
    for proxy in settings.TRUSTED_PROXIES:
        if not _is_narrow(proxy):
            yield Error(
                f"TRUSTED_PROXIES has {proxy!r}, which is no address of a proxy: anybody could say who they are.",
                hint="List the addresses or networks of your own proxies, such as 10.0.0.5 or 10.0.0.0/24.",
                id="portico.E019",
            )


def _is_narrow(proxy: str) -> bool:
    try:
        return ip_network(proxy, strict=False).prefixlen > 0
    except ValueError:
        return False


def data_is_closed_to_others() -> Iterator[CheckMessage]:
    """What stands in the data folder, the database and uploads, is for the account that runs Portico."""
    data = Path(settings.DATA)
    if not _others_may(data, 0o1):
        return
    kept = [Path(settings.MEDIA_ROOT), *data.glob("*.sqlite3*")]
    for path in kept:
        if _others_may(path, 0o4):
            yield Error(
                f"{path} can be read by every account on this machine.",
                hint=f"chmod o-rwx {data}",
                id="portico.E020",
            )


def _others_may(path: Path, bits: int) -> bool:
    return path.exists() and bool(path.stat().st_mode & bits)


def nobody_has_a_demo_password() -> Iterator[CheckMessage]:
    if (Path(settings.DATA) / DEMO_MARK).exists():
        yield Error(
            f"{settings.DATA} holds the demo company, whose passwords everybody knows.",
            hint="Give production a data folder and a database of its own: set PORTICO_DATA, or DATABASE_URL.",
            id="portico.E021",
        )


def sqlite_is_sound() -> Iterator[CheckMessage]:
    """A warning, not an error: Debian 12 ships 3.40, and the corruption needs a rare moment."""
    installed = sqlite3.sqlite_version
    on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if on_sqlite and as_numbers(installed) < as_numbers(SQLITE_WITHOUT_WAL_RESET_BUG):
        yield Warning(
            f"SQLite is {installed}; before {SQLITE_WITHOUT_WAL_RESET_BUG} it can, rarely, corrupt a database that "
            "two connections write at the same moment.",
            hint="Back up nightly, or use PostgreSQL (DATABASE_URL).",
            id="portico.W001",
        )


PRODUCTION_RULES: tuple[Rule, ...] = (
    debug_is_off,
    the_key_is_secret,
    hosts_are_named,
    connections_are_encrypted,
    origins_are_whole,
    mail_leaves_the_house,
    uploads_are_not_static,
    proxies_are_named,
    data_is_closed_to_others,
    nobody_has_a_demo_password,
    sqlite_is_sound,
)
