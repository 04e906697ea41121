"""What a bridge between an ASGI server and WSGI threads gets wrong; each was seen in one that many people use."""

from __future__ import annotations

import hashlib
import http.client
import re

import pytest

from .kit import House, answer_of, get, post, read_all


def md5(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()


def a_form(content: bytes) -> tuple[bytes, str]:
    lines = [
        b"--edge",
        b'Content-Disposition: form-data; name="title"',
        b"",
        b"A picture",
        b"--edge",
        b'Content-Disposition: form-data; name="file"; filename="picture.bin"',
        b"Content-Type: application/octet-stream",
        b"",
        content,
        b"--edge--",
        b"",
    ]
    return b"\r\n".join(lines), "multipart/form-data; boundary=edge"


# --- Uploads -----------------------------------------------------------------------------------------------------


def test_stalled_uploads_do_not_stop_the_pages(house: House) -> None:
    stalled = [house.raw(post("/about", "Content-Length: 1000000", body=b"only this")) for _ in range(6)]
    assert house.get("/hello").body == b"hello"
    for client in stalled:
        client.close()


def test_an_upload_that_is_cut_off_never_reaches_the_view(house: House, mark: str) -> None:
    for declared in ("Content-Length: 1000", "Transfer-Encoding: chunked"):
        client = house.raw(post(f"/about?mark={mark}", declared, body=b"3e8\r\nhalf of it"))
        client.close()
    house.get("/hello")
    assert house.ask("POST", f"/about?mark=after-{mark}", b"whole").json["size"] == 5
    assert f"about {mark}" not in house.facts()


@pytest.mark.parametrize("size", [0, 7, 70_000, 3_000_000])
def test_a_chunked_upload_without_a_length_arrives_whole(house: House, size: int) -> None:
    body = bytes(range(256)) * (size // 256 + 1)
    body = body[:size]
    pieces = (body[at : at + 10_000] for at in range(0, size, 10_000))
    answer = house.ask("PUT", "/files/about", pieces, {"Transfer-Encoding": "chunked"}, encode_chunked=True)
    assert (answer.json["size"], answer.json["md5"]) == (size, md5(body))
    assert answer.json["meta"]["CONTENT_LENGTH"] == str(size)


def test_a_form_with_a_file_is_understood_whether_or_not_its_length_is_declared(house: House) -> None:
    content = b"\x00\r\n--edg" * 300_000
    body, kind = a_form(content)
    declared = house.ask("POST", "/files/upload", body, {"Content-Type": kind})
    chunked = house.ask(
        "POST",
        "/files/upload",
        iter([body]),
        {"Content-Type": kind, "Transfer-Encoding": "chunked"},
        encode_chunked=True,
    )
    assert declared.json == chunked.json == {"size": len(content), "md5": md5(content), "title": "A picture"}


def test_a_client_that_waits_for_100_continue_is_told_to_go_on(house: House) -> None:
    client = house.raw(post("/about", "Content-Length: 5", "Expect: 100-continue", "Connection: close"))
    assert client.recv(100).startswith(b"HTTP/1.1 100 Continue\r\n\r\n")
    client.sendall(b"12345")
    assert b'"size": 5' in read_all(client)


# --- Downloads ---------------------------------------------------------------------------------------------------


def test_stalled_downloads_hold_neither_threads_nor_memory(house: House) -> None:
    before = house.memory()
    stalled = [house.raw(get("/big"), buffer=4096) for _ in range(6)]
    assert {client.recv(12) for client in stalled} == {b"HTTP/1.1 200"}
    assert house.get("/hello").body == b"hello"
    # By the time that this one has all of it, the others would be in memory if anything let them.
    assert len(house.get("/big").body) == 50 * 2**20
    assert house.memory() - before < 30 * 2**20
    for client in stalled:
        client.close()


def test_a_file_arrives_whole_and_is_never_whole_in_memory(house: House) -> None:
    house.get("/big")
    before = house.memory()
    answer = house.get("/big")
    assert (answer.headers["content-length"], len(answer.body)) == ("52428800", 52428800)
    assert answer.body == hashlib.sha256(b"portico").digest() * (2**15 * 50)
    assert house.memory() - before < 20 * 2**20


@pytest.mark.parametrize(("begin", "size"), [(0, 1), (7, 1000), (1_000_003, 2_000_001), (52_428_799, 1)])
def test_a_slice_of_a_file_begins_and_ends_where_the_view_says(house: House, begin: int, size: int) -> None:
    answer = house.get(f"/part?begin={begin}&size={size}")
    unit = hashlib.sha256(b"portico").digest()
    first = begin % len(unit)
    whole = (unit * ((first + size) // len(unit) + 1))[first : first + size]
    assert (answer.status, answer.headers["content-length"], answer.body) == (206, str(size), whole)


def test_an_endless_stream_is_closed_when_its_client_leaves(house: House) -> None:
    for _ in range(5):
        closed = house.facts().get("endless closed", 0)
        client = house.raw(get("/endless"))
        client.recv(100_000)
        client.close()
        house.reach("endless closed", closed + 1)
    assert house.get("/hello").body == b"hello"


def test_streams_may_hold_half_of_the_threads_and_no_more(house: House) -> None:
    facts = house.facts()
    begun, closed = facts.get("endless begun", 0), facts.get("endless closed", 0)
    clients = [house.raw(get("/endless"), buffer=4096) for _ in range(2)]
    house.reach("endless begun", begun + 2)
    third = house.get("/endless")
    assert (third.status, third.headers["retry-after"]) == (503, "2")
    assert house.get("/hello").body == b"hello"
    for client in clients:
        client.close()
    house.reach("endless closed", closed + 2)


def test_a_thousand_small_pieces_arrive_in_order(house: House) -> None:
    expected = "".join(f"line {number}\n" for number in range(1000)).encode()
    assert house.get("/lines?count=1000").body == expected


# --- Views that are wrong -----------------------------------------------------------------------------------------


def test_bodies_longer_than_their_content_length_lose_no_thread(house: House) -> None:
    for _ in range(5):
        assert house.get("/wrong-length?size=5000").status == 500
    for _ in range(5):
        with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
            house.get("/wrong-stream?count=5")
    assert house.get("/hello").body == b"hello"
    assert "Content-Length says 10, the body has 5000 bytes" in house.written()


def test_an_answer_shorter_than_its_content_length_is_an_error_and_not_a_wait(house: House) -> None:
    assert house.get("/wrong-length?size=5").status == 500
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        house.get("/wrong-stream?count=1")
    assert house.get("/hello").body == b"hello"


def test_an_exception_in_a_view_is_a_500_and_its_traceback_is_logged(house: House) -> None:
    assert house.get("/boom").status == 500
    assert re.search(r"Traceback.*ValueError: boom of the view", house.written(), re.DOTALL)


def test_an_exception_in_a_stream_cuts_the_answer_and_is_logged(house: House) -> None:
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        house.get("/breaks-off")
    assert re.search(r"Traceback.*ValueError: the stream broke off", house.written(), re.DOTALL)
    assert house.get("/hello").body == b"hello"


def test_a_view_that_wants_to_end_the_process_ends_its_request(house: House) -> None:
    assert house.get("/leaves").status == 500
    assert house.get("/hello").body == b"hello"


# --- HTTP ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/hello", "/big", "/lines?count=3", "/part?begin=5&size=9"])
def test_head_has_the_headers_and_no_body_and_the_connection_goes_on(house: House, path: str) -> None:
    connection = house.connect()
    connection.request("HEAD", path)
    head = answer_of(connection)
    assert (head.status // 100, head.body) == (2, b"")
    connection.request("GET", "/hello")
    assert answer_of(connection).body == b"hello"
    connection.close()


def test_one_connection_carries_many_requests(house: House) -> None:
    connection = house.connect()
    ports = set()
    for number in range(3):
        connection.request("POST", "/about", b"x" * number * 1000)
        answer = answer_of(connection).json
        assert answer["size"] == number * 1000
        ports.add(answer["meta"]["REMOTE_PORT"])
    assert len(ports) == 1
    connection.close()


def test_pipelined_requests_are_answered_in_order(house: House) -> None:
    client = house.raw(get("/hello") + get("/lines?count=2") + get("/hello", "Connection: close"))
    answers = read_all(client)
    assert answers.count(b"HTTP/1.1 200") == 3
    assert answers.index(b"hello") < answers.index(b"line 1") < answers.rindex(b"hello")


def test_a_header_with_an_underscore_cannot_pose_as_the_one_a_proxy_sets(house: House) -> None:
    client = house.raw(
        get("/about", "X_Forwarded_For: evil", "X-Forwarded-Host: fine", "X_Forwarded-Host: evil", "Connection: close")
    )
    answer = read_all(client)
    assert b"evil" not in answer
    assert b'"HTTP_X_FORWARDED_HOST": "fine"' in answer


def test_nobody_is_believed_who_says_where_he_comes_from(house: House) -> None:
    headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    answer = house.get("/about", headers=headers, source="127.0.0.3").json
    assert (answer["meta"]["REMOTE_ADDR"], answer["scheme"]) == ("127.0.0.3", "http")


def test_cookies_sent_in_two_headers_are_one_list(house: House) -> None:
    client = house.raw(get("/about", "Cookie: one=1", "Cookie: two=2", "Connection: close"))
    assert b'"HTTP_COOKIE": "one=1; two=2"' in read_all(client)


def test_cookies_are_set_as_browsers_read_them(house: House) -> None:
    client = house.raw(get("/cookies", "Connection: close"))
    lines = [line for line in read_all(client).split(b"\r\n") if line.lower().startswith(b"set-cookie")]
    assert sorted(line.split(b": ", 1)[1] for line in lines) == [b"one=1; Path=/", b"two=2; Path=/"]


def test_what_a_view_leaves_in_its_context_ends_with_the_request(house: House) -> None:
    for _ in range(8):
        assert house.get("/language?leave=it").body == b"it"
    assert {house.get("/language").body for _ in range(8)} == {b"en-us"}
