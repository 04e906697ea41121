"""Listening, and whose word about addresses is taken."""

from __future__ import annotations

import socket

import pytest

from intranet.serving.environ import environ_of
from intranet.serving.forwarded import behind_proxies
from intranet.serving.server import CannotListen, address_of, listen

from .kit import SECONDS, a_house, get, read_all


def test_a_port_in_use_is_one_clear_sentence() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(CannotListen) as problem:
            listen("127.0.0.1", port)
    assert str(problem.value) == (
        f"Port {port} is in use by another program, perhaps another Portico. Stop it or choose another PORT."
    )


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("203.0.113.1", 8000, "no address of this machine"),
        ("127.0.0.1", 70000, "no port"),
        ("no.such", 80, "no address"),
    ],
)
def test_an_impossible_address_is_one_clear_sentence(host: str, port: int, words: str) -> None:
    with pytest.raises(CannotListen, match=words):
        listen(host, port)


def test_a_port_that_was_just_given_up_can_be_taken_again() -> None:
    with listen("127.0.0.1", 0) as first:
        address = first.getsockname()
        client = socket.create_connection(address)
        served, _ = first.accept()
        served.close()
        client.close()
    with listen(*address):
        pass


def test_the_address_is_one_to_click_on() -> None:
    with listen("127.0.0.1", 0) as four, listen("::1", 0) as six:
        assert address_of(four) == f"http://127.0.0.1:{four.getsockname()[1]}/"
        assert address_of(six) == f"http://[::1]:{six.getsockname()[1]}/"


def test_clients_over_ipv6_have_their_address(server: str) -> None:
    with a_house(server, "host=::1") as house:
        client = socket.create_connection(("::1", house.port), timeout=SECONDS)
        client.sendall(get("/about", "Connection: close"))
        assert b'"REMOTE_ADDR": "::1"' in read_all(client)
        client.close()


# --- Proxies ----------------------------------------------------------------------------------------------------------


async def seen_behind(
    proxies: list[str], peer: str, settings: object, *headers: tuple[bytes, bytes]
) -> tuple[str, str]:
    settings.TRUSTED_PROXIES = proxies
    seen: list[dict] = []

    async def app(scope: dict, receive: object, send: object) -> None:
        seen.append(scope)

    scope = {"type": "http", "client": (peer, 1), "scheme": "http", "headers": list(headers)}
    await behind_proxies(app)(scope, None, None)
    return seen[0]["client"][0], seen[0]["scheme"]


FOR = (b"x-forwarded-for", b"198.51.100.7, 203.0.113.9")
HTTPS = (b"x-forwarded-proto", b"https")


async def test_a_trusted_proxy_says_who_its_client_is(settings: object) -> None:
    assert await seen_behind(["10.0.0.0/8"], "10.1.2.3", settings, FOR, HTTPS) == ("203.0.113.9", "https")


async def test_the_word_is_followed_back_over_trusted_hops_only(settings: object) -> None:
    trusted = ["10.0.0.1", "203.0.113.9"]
    assert await seen_behind(trusted, "10.0.0.1", settings, FOR, HTTPS) == ("198.51.100.7", "https")


@pytest.mark.parametrize(
    ("proxies", "peer"), [([], "127.0.0.1"), (["10.0.0.1"], "127.0.0.1"), (["10.0.0.1"], "10.0.0.2")]
)
async def test_everybody_else_is_not_believed(settings: object, proxies: list[str], peer: str) -> None:
    assert await seen_behind(proxies, peer, settings, FOR, HTTPS) == (peer, "http")


# --- The environ ------------------------------------------------------------------------------------------------------


def environ(**scope: object) -> dict:
    from intranet.serving.bodies import Body

    plain = {"method": "GET", "path": "/", "query_string": b"", "http_version": "1.1", "headers": []}
    return environ_of({**plain, **scope}, Body(None, 3), object)


@pytest.mark.parametrize(
    ("raw", "path"),
    [
        (b"/caf%C3%A9", "/caf\xc3\xa9"),
        (b"/broken%FFbyte", "/broken\xffbyte"),
        (b"/a%2Fb", "/a/b"),
        (b"/house/a", "/a"),
    ],
)
def test_a_path_keeps_its_bytes(raw: bytes, path: str) -> None:
    assert environ(raw_path=raw, root_path="/house" if raw.startswith(b"/house") else "")["PATH_INFO"] == path


def test_a_client_without_an_address_has_the_one_of_this_machine() -> None:
    assert environ(client=None)["REMOTE_ADDR"] == "127.0.0.1"


def test_the_length_is_what_was_counted() -> None:
    headers = [(b"content-length", b"999"), (b"content-type", b"text/plain"), (b"accept", b"a"), (b"accept", b"b")]
    made = environ(headers=headers)
    assert (made["CONTENT_LENGTH"], made["CONTENT_TYPE"], made["HTTP_ACCEPT"]) == ("3", "text/plain", "a,b")
    assert "HTTP_CONTENT_LENGTH" not in made
