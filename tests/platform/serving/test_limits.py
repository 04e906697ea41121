"""Clients that send too much, too slowly, or do not read."""

from __future__ import annotations

import struct
from contextlib import suppress

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from intranet.serving.limit import most_bytes
from intranet.serving.refusals import language_of, words

from .kit import House, get, handshake, post, read_all, status_of

MIB = 2**20


def send_and_read(house: House, head: bytes, pieces: list[bytes]) -> bytes:
    """Send all of it and read only then, as simple clients do: a server that hangs up at once is an error to them."""
    with house.raw(head) as client:
        for piece in pieces:
            client.sendall(piece)
        return read_all(client)


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


# --- Bodies ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [MIB + 1, 8 * MIB])
def test_every_client_sees_that_its_declared_body_is_too_large(house: House, size: int, mark: str) -> None:
    before = house.memory()
    for _ in range(10):
        head = post(f"/about?mark={mark}", f"Content-Length: {size}", "Connection: close")
        answer = send_and_read(house, head, [bytes(MIB)] * (size // MIB) + [bytes(size % MIB)])
        assert answer.startswith(b"HTTP/1.1 413 ")
        assert answer.endswith(b"This is too large. At most 1 MB can be sent at once.\n")
    assert f"about {mark}" not in house.facts()
    assert house.memory() - before < 30 * MIB


def test_every_client_sees_that_its_chunked_body_is_too_large(house: House, mark: str) -> None:
    before = house.memory()
    for _ in range(5):
        head = post(f"/about?mark={mark}", "Transfer-Encoding: chunked", "Connection: close")
        answer = send_and_read(house, head, [chunk(bytes(MIB // 4))] * 40 + [b"0\r\n\r\n"])
        assert answer.startswith(b"HTTP/1.1 413 ")
    assert f"about {mark}" not in house.facts()
    assert house.memory() - before < 30 * MIB


def test_a_client_that_asks_first_sends_nothing_of_what_is_too_large(house: House) -> None:
    client = house.raw(post("/about", f"Content-Length: {50 * MIB}", "Expect: 100-continue"))
    answer = read_all(client)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"100 Continue" not in answer


def test_a_body_of_exactly_the_limit_is_taken(house: House) -> None:
    assert house.ask("PUT", "/about", bytes(MIB)).json["size"] == MIB
    assert house.ask("PUT", "/files/about", bytes(8 * MIB)).json["size"] == 8 * MIB


def test_every_page_that_takes_files_has_the_limit_of_uploads() -> None:
    takes_files = {reverse("content:upload"), reverse("accounts:settings_picture")}
    assert {path for path in takes_files if most_bytes(path) != settings.MAX_UPLOAD_BYTES} == set()
    assert most_bytes("/") == most_bytes("//files/") == most_bytes("/accounts/login/") == settings.MAX_BODY_BYTES


def test_uploads_have_a_limit_of_their_own(house: House) -> None:
    head = post("/files/about", f"Content-Length: {8 * MIB + 1}", "Connection: close")
    answer = send_and_read(house, head, [bytes(8 * MIB + 1)])
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert answer.endswith(b"At most 8 MB can be sent at once.\n")


def test_programs_are_told_in_their_own_form(house: House) -> None:
    head = post("/api/about", f"Content-Length: {2 * MIB}", "Connection: close")
    answer = send_and_read(house, head, [bytes(2 * MIB)])
    assert b"application/problem+json" in answer
    assert b'"status": 413' in answer


def test_it_is_said_in_the_language_of_who_reads_it(house: House) -> None:
    head = post("/about", f"Content-Length: {2 * MIB}", "Accept-Language: fr, it;q=0.8", "Connection: close")
    answer = send_and_read(house, head, [bytes(2 * MIB)])
    assert b"content-language: it" in answer.lower()


@pytest.mark.parametrize(
    ("asked", "language"), [("", "en"), ("it-IT,it;q=0.9,en;q=0.5", "it"), ("en, it", "en"), ("tlh;q=x", "en")]
)
def test_the_few_words_of_the_server_itself_follow_the_browser(asked: str, language: str) -> None:
    chosen = language_of(asked)
    headers, body = words("/", 503, lambda: f"in {translation.get_language()}", chosen)
    assert (chosen, body) == (language, f"in {language}\n".encode())
    assert (b"content-language", language.encode()) in headers


@pytest.mark.parametrize("beginning", [b"", b"a beginning"])
def test_a_body_that_stops_arriving_is_given_up(hasty: House, beginning: bytes) -> None:
    client = hasty.raw(post("/about", "Content-Length: 1000", body=beginning))
    answer = read_all(client)
    # Daphne reads the body before anybody is asked, and only hangs up.
    assert answer.startswith(b"HTTP/1.1 408 ") if hasty.server == "uvicorn" else answer == b""


# --- Heads ----------------------------------------------------------------------------------------------------------


def test_endless_headers_are_cut_off(house: House) -> None:
    with house.raw(b"GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ") as client:
        with suppress(BrokenPipeError, ConnectionResetError):
            for _ in range(20):
                client.sendall(b"x" * MIB)
        # Twisted hangs up on a line that is too long, and answers 400 to too many lines.
        assert status_of(client) in ((431,) if house.server == "uvicorn" else (0, 400))


def test_a_reasonable_head_may_come_with_a_large_body_in_one_piece(house: House) -> None:
    body = bytes(200_000)
    answer = read_all(
        house.raw(
            post("/about", f"Content-Length: {len(body)}", f"X-Long: {'x' * 9000}", "Connection: close", body=body)
        )
    )
    assert b'"size": 200000' in answer


@pytest.mark.parametrize("beginning", [b"", b"GET /hel"])
def test_a_client_that_never_finishes_its_head_is_hung_up_on(hasty: House, beginning: bytes) -> None:
    assert read_all(hasty.raw(beginning)) == b""


# --- Slow readers -----------------------------------------------------------------------------------------------------


def test_a_download_nobody_reads_is_cut_off(hasty: House) -> None:
    closed = hasty.facts().get("big closed", 0)
    client = hasty.raw(get("/big"), buffer=4096)
    hasty.reach("big closed", closed + 1)
    client.close()


def test_a_stream_nobody_reads_gives_its_thread_back(hasty: House) -> None:
    closed = hasty.facts().get("endless closed", 0)
    client = hasty.raw(get("/endless"), buffer=4096)
    hasty.reach("endless closed", closed + 1)
    client.close()


def test_a_socket_that_does_not_read_is_cut_off(hasty: House) -> None:
    before, over = hasty.memory(), hasty.facts().get("flood over", 0)
    client = hasty.raw(handshake("/ws/flood/"), buffer=4096)
    assert status_of(client) == 101
    hasty.reach("flood over", over + 1)
    assert hasty.memory() - before < 25 * MIB
    client.close()


# --- Messages of sockets ----------------------------------------------------------------------------------------------


def frame(opcode: int, size: int, *, last: bool) -> bytes:
    return struct.pack("!BBQ4x", opcode | (0x80 if last else 0), 0x80 | 127, size) + bytes(size)


def close_code(answer: bytes) -> int:
    assert answer[:1] == b"\x88", answer[:20]
    return struct.unpack("!H", answer[2:4])[0]


def test_a_message_of_two_megabytes_arrives(house: House) -> None:
    client = house.raw(handshake())
    assert status_of(client) == 101
    client.sendall(frame(2, 2 * MIB, last=True))
    assert client.recv(100)[2:] == str(2 * MIB).encode()
    client.close()


@pytest.mark.parametrize("fragments", [1, 6])
def test_a_larger_message_closes_the_socket(house: House, fragments: int) -> None:
    before = house.memory()
    client = house.raw(handshake())
    assert status_of(client) == 101
    size = 3 * MIB if fragments == 1 else MIB
    try:
        for number in range(fragments):
            client.sendall(frame(0 if number else 2, size, last=number == fragments - 1))
    except (BrokenPipeError, ConnectionResetError):
        pass
    answer = read_all(client)
    assert answer == b"" or close_code(answer) == 1009
    assert house.memory() - before < 20 * MIB
    assert f"socket closed {1000}" not in house.facts()
