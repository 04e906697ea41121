"""SIGTERM: what has begun is finished, sockets are told to come back, and the process ends with 0."""

from __future__ import annotations

import re
import signal
import socket
import struct

import pytest

from .kit import House, a_house, get, handshake, post, read_all, status_of


def open_socket(house: House) -> socket.socket:
    client = house.raw(handshake())
    assert status_of(client) == 101
    return client


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_requests_in_flight_are_answered_and_sockets_told_to_come_back(server: str, number: signal.Signals) -> None:
    with a_house(server) as house:
        in_flight = [house.raw(get("/until-draining")) for _ in range(2)]
        sockets = [open_socket(house) for _ in range(3)]
        house.reach("in flight", 2)
        house.tell(number)
        for client in in_flight:
            answer = read_all(client)
            assert answer.startswith(b"HTTP/1.1 200")
            assert answer.endswith(b"finished")
        for client in sockets:
            answer = read_all(client)
            assert (answer[:1], struct.unpack("!H", answer[2:4])) == (b"\x88", (1012,))
        house.says("stopped")
        house.says("over 1")
        assert house.ends() == 0


def test_nobody_new_is_let_in_while_the_others_finish(server: str) -> None:
    with a_house(server) as house:
        in_flight = house.raw(get("/until-draining"))
        house.reach("in flight")
        house.tell()
        assert read_all(in_flight).endswith(b"finished")
        with pytest.raises(ConnectionError):
            house.get("/hello")
        assert house.ends() == 0


def test_what_does_not_end_is_cut_off_after_its_time(server: str) -> None:
    with a_house(server, "DRAIN_SECONDS=0.5") as house:
        held = house.raw(get("/hold?door=never&mark=stuck"))
        stalled = [
            house.raw(get("/endless"), buffer=4096),
            house.raw(get("/big"), buffer=4096),
            house.raw(post("/about", "Content-Length: 1000", body=b"half")),
        ]
        house.reach("held stuck")
        house.reach("endless begun")
        house.tell()
        house.says("over 1")
        assert house.ends() == 0
        assert b"200" not in read_all(held)
        for client in stalled:
            client.close()


def test_a_server_that_cannot_start_says_why_and_ends_with_an_error(server: str) -> None:
    with pytest.raises(AssertionError, match=re.compile(r"ended with 3.*the bus does not answer", re.DOTALL)):
        House(server, "fails")
