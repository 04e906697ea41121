"""Who may open a socket: pages of ours, people with a living session, at an address that exists."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from intranet.serving import identity
from intranet.serving.handshake import is_from_our_pages

from .kit import ORIGIN, House, handshake, read_all, status_of

EXAMPLE = "portico.example"


@pytest.mark.parametrize("origin", [ORIGIN, "http://portico.example:8000"])
def test_a_page_of_ours_opens_a_socket(house: House, origin: str) -> None:
    client = house.raw(handshake(origins=(origin,)))
    assert status_of(client) == 101
    client.close()


@pytest.mark.parametrize(
    "origins",
    [
        (),
        ("null",),
        ("",),
        ("https://evil.example",),
        ("https://sub.portico.example",),
        ("https://portico.example:8443",),
        ("https://portico.example:443",),
        ("http://portico.example",),
        ("https://portico.example.evil.example",),
        ("https://evil.example/https://portico.example",),
        ("https://portico.example@evil.example",),
        ("HTTPS://PORTICO.EXAMPLE",),
        ("https://portico.example/",),
        ("https://portico.example:port",),
        ("https://[::1",),
        ("portico.example",),
        ("*",),
        (ORIGIN, ORIGIN),
        (ORIGIN, "https://evil.example"),
        ("https://evil.example\x0bOrigin: https://portico.example",),
        ("https://portico.example\x85",),
        ("https://portico.example\x1c",),
    ],
)
def test_any_other_page_is_refused(house: House, origins: tuple[str, ...]) -> None:
    opened = house.facts().get("socket opened", 0)
    client = house.raw(handshake(origins=origins))
    assert status_of(client) in (400, 403)
    client.close()
    assert house.facts().get("socket opened", 0) == opened


@pytest.mark.parametrize(
    ("path", "host"),
    [
        ("/ws/echo/", "evil.example"),
        ("/ws/echo/", "portico.example.evil.example"),
        ("/ws/echo/", ""),
        ("http://evil.example/ws/echo/", EXAMPLE),
        ("https://portico.example/ws/echo/", EXAMPLE),
        ("//evil.example/ws/echo/", "evil.example"),
    ],
)
def test_an_address_of_another_host_is_refused(house: House, path: str, host: str) -> None:
    client = house.raw(handshake(path, host=host))
    assert status_of(client) in (400, 403)
    client.close()


@pytest.mark.parametrize("path", ["/ws/nothing/", "/ws/echo", "/", "/ws/echo/%00", "/hello"])
def test_an_address_without_a_socket_is_refused_without_fuss(house: House, path: str) -> None:
    written = house.written()
    client = house.raw(handshake(path))
    assert read_all(client).startswith(b"HTTP/1.1 403")
    assert "Traceback" not in house.written().removeprefix(written)


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("http://evil.example/ws/", [b"origin", b"host"]),
        ("/ws/", [b"origin", b"origin", b"host"]),
        ("/ws/", [b"origin", b"host", b"host"]),
        ("/ws/", [b"origin"]),
        ("/ws/", [b"host"]),
    ],
)
def test_what_the_servers_refuse_by_themselves_is_refused_again(
    settings: object, path: str, names: list[bytes]
) -> None:
    settings.LIVE_ORIGINS, settings.ALLOWED_HOSTS = [ORIGIN], [EXAMPLE]
    values = {b"origin": ORIGIN.encode(), b"host": EXAMPLE.encode()}
    assert is_from_our_pages({"path": "/ws/", "headers": list(values.items())})
    assert not is_from_our_pages({"path": path, "headers": [(name, values[name]) for name in names]})


def test_the_default_port_may_be_written_in_the_settings(settings: object) -> None:
    settings.LIVE_ORIGINS = ["https://Portico.Example:443/", "http://portico.example:80"]
    settings.ALLOWED_HOSTS = [EXAMPLE]

    def opens(origin: bytes) -> bool:
        return is_from_our_pages({"path": "/ws/", "headers": [(b"origin", origin), (b"host", EXAMPLE.encode())]})

    assert opens(b"https://portico.example")
    assert opens(b"http://portico.example")
    assert not opens(b"https://portico.example:80")


# --- Sessions ---------------------------------------------------------------------------------------------------------


async def who(cookie: str) -> object:
    seen: list[dict] = []

    async def consumer(scope: dict, receive: object, send: object) -> None:
        seen.append(scope)

    await identity.with_person(consumer)({"type": "websocket", "headers": [(b"cookie", cookie.encode())]}, None, None)
    return seen[0]["user"]


def cookie_of(client: Client) -> str:
    return f"portico_session={client.cookies['portico_session'].value}"


@pytest.mark.django_db(transaction=True)
async def test_the_session_cookie_says_who_it_is(author: object) -> None:
    client = Client()
    await client.aforce_login(author)
    assert await who(f"other=1; {cookie_of(client)}") == author


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("cookie", ["", "portico_session=", "portico_session=nobodys", "portico_session=\x01"])
async def test_without_a_session_it_is_a_guest(cookie: str) -> None:
    assert await who(cookie) == AnonymousUser()


@pytest.mark.django_db(transaction=True)
async def test_a_session_ends_with_its_password_and_with_its_person(author: object, colleague: object) -> None:
    first, second = Client(), Client()
    await first.aforce_login(author)
    await second.aforce_login(colleague)
    author.set_password("another password")
    await author.asave()
    colleague.is_active = False
    await colleague.asave()
    assert await who(cookie_of(first)) == AnonymousUser()
    assert await who(cookie_of(second)) == AnonymousUser()


@pytest.mark.django_db(transaction=True)
async def test_a_handshake_does_not_take_the_browsers_session_away_after_a_change_of_key(
    author: object, settings: object
) -> None:
    client = Client()
    await client.aforce_login(author)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key", [settings.SECRET_KEY]
    assert await who(cookie_of(client)) == author
    assert await who(cookie_of(client)) == author
