"""The server fetches pages for link cards; nobody may use that to reach what stands inside the house."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace

import pytest

from intranet.core.fetching import FetchRefused, Limits, fetch, is_outside

from .listener import listening

INSIDE = """
    127.0.0.1 127.1.2.3 0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 169.254.169.254 169.254.170.2 172.16.0.1
    172.31.255.255 192.0.0.1 192.0.2.5 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.51.100.7 203.0.113.9
    224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 168.63.129.16
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:0:7f00:1 ::ffff:0:808:808
    64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b::808:808 64:ff9b:1::7f00:1 100::1 2001::1 2001:0:7f00:1:: 2001:10::1
    2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe:: 2002:808:808:: fc00::1 fd00::1 fd12:3456::1 fe80::1 fe80::1%eth0
    fec0::1 ff02::1 ff0e::1 3fff::1 5f00::1 fe80::1%1 1::1 localhost 127.0.0.1:80 0x7f000001 2130706433
""".split()
OUTSIDE = "1.1.1.1 8.8.8.8 93.184.215.14 172.15.0.1 172.32.0.1 2606:4700:4700::1111 2a00:1450:4001::200e".split()

# Ways to write the address of this machine, or of what only its own network should reach. {port} is the listener's.
DISGUISES = """
    http://127.0.0.1:{port}/ http://127.1:{port}/ http://127.0.1:{port}/ http://2130706433:{port}/
    http://0x7f000001:{port}/ http://0x7f.0.0.1:{port}/ http://0x7f.1:{port}/ http://0177.0.0.1:{port}/
    http://017700000001:{port}/ http://0177.1:{port}/ http://0:{port}/ http://0.0.0.0:{port}/ http://00000:{port}/
    http://127.127.127.127:{port}/ http://localhost:{port}/ http://LOCALHOST:{port}/ http://localhost.:{port}/
    http://[::1]:{port}/ http://[::]:{port}/ http://[0:0:0:0:0:0:0:1]:{port}/ http://[::ffff:127.0.0.1]:{port}/
    http://[::ffff:7f00:1]:{port}/ http://[::127.0.0.1]:{port}/ http://[64:ff9b::7f00:1]:{port}/
    http://[2002:7f00:1::]:{port}/ http://[::ffff:0:7f00:1]:{port}/ http://[fe80::1%25lo]:{port}/
    http://①②⑦.⓪.⓪.①:{port}/ http://127。0。0。1:{port}/ http://127.0.0.1%2f:{port}/ http://ⓛocalhost:{port}/
    http://127.0.0.1%00.example.com:{port}/ http://a@127.0.0.1:{port}/ http://a:b@127.0.0.1:{port}/
    http://example.com@127.0.0.1:{port}/ http://127.0.0.1:{port}#@example.com/ http://127.0.0.1\\@example.com:{port}/
    http:\\\\127.0.0.1:{port}/ http:/127.0.0.1:{port}/ http:127.0.0.1:{port}/ //127.0.0.1:{port}/ 127.0.0.1:{port}
    https://127.0.0.1:{port}/ ftp://127.0.0.1:{port}/ gopher://127.0.0.1:{port}/_x file:///etc/passwd
    dict://127.0.0.1:{port}/ ws://127.0.0.1:{port}/ HTTP://127.0.0.1:{port}/ http://127.0.0.1:0{port}/
    http://[::1%25lo]:{port}/ http://[::ffff:a9fe:a9fe]:{port}/ http://169.254.169.254:{port}/ http://[fd00::1]:{port}/
    http://0300.0250.0.1:{port}/ http://10.0.0.1:{port}/ http://192.168.1.1:{port}/ data:text/html,hello
    javascript:alert(1) about:blank http://:{port}/ http://.:{port}/ http://127.0.0.1.:{port}/
""".split()

PAGE = b"<title>Hello</title>"


def inside(listener, **changes):
    """Limits for tests: this one listener, and nothing else, counts as outside."""
    told = {"ports": frozenset({80, 443, listener.port}), "allows": lambda address: address == "127.0.0.1"}
    return replace(Limits(), **(told | changes))


@pytest.mark.parametrize("address", INSIDE)
def test_this_address_is_inside(address):
    assert not is_outside(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_this_address_is_outside(address):
    assert is_outside(address)


@pytest.mark.parametrize("address", [*DISGUISES, "http://127.0.0.1:{port}/\nHost: x", "http://127.0.0.1:{port}/ x"])
def test_no_way_of_writing_it_reaches_a_listener_inside(address):
    with listening() as four, listening(socket.AF_INET6, "::1") as six:
        for listener in (four, six):
            with pytest.raises(FetchRefused):
                every_port = replace(Limits(), ports=frozenset(range(65536)))
                fetch(address.format(port=listener.port), takes=["text/html"], limits=every_port)
        assert (four.asked, six.asked) == ([], [])


def test_a_name_with_one_address_inside_is_refused_whatever_its_others_are():
    with listening() as listener:
        limits = replace(inside(listener), allows=is_outside, resolve=lambda *_: ["93.184.215.14", "127.0.0.1"])
        with pytest.raises(FetchRefused, match="public internet"):
            fetch(f"http://two.example:{listener.port}/", takes=["text/html"], limits=limits)
        assert listener.asked == []


def test_the_connection_goes_to_the_address_that_was_checked():
    """A name that answers otherwise when it is asked again gets no second question."""
    answers = iter([["127.0.0.1"]])
    with listening() as listener:
        listener.page("/", PAGE)
        got = fetch(
            f"http://turns.example:{listener.port}/",
            takes=["text/html"],
            limits=inside(listener, resolve=lambda *_: next(answers)),
        )
        assert got.body == PAGE
        assert f"Host: turns.example:{listener.port}" in listener.heads[0]


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/", "http://localhost/", "//10.0.0.1/", "file:///etc/passwd", "http://[::1]:6379/"],
)
def test_a_redirect_is_asked_all_of_it_again(target):
    with listening() as listener, listening(socket.AF_INET6, "::1") as other:
        listener.leads("/", target.replace("6379", str(other.port)))
        with pytest.raises(FetchRefused):
            fetch(f"http://127.0.0.1:{listener.port}/", takes=["text/html"], limits=inside(listener))
        assert (listener.asked, other.asked) == (["/"], [])


def test_three_redirects_are_followed_and_a_fourth_is_not():
    with listening() as listener:
        for n in range(5):
            listener.leads(f"/{n}", f"/{n + 1}")
        listener.page("/5", PAGE)
        with pytest.raises(FetchRefused, match="too often"):
            fetch(f"http://127.0.0.1:{listener.port}/0", takes=["text/html"], limits=inside(listener))
        assert listener.asked == ["/0", "/1", "/2", "/3"]
        got = fetch(f"http://127.0.0.1:{listener.port}/2", takes=["text/html"], limits=inside(listener))
        assert (got.url, got.body) == (f"http://127.0.0.1:{listener.port}/5", PAGE)


def test_what_is_too_long_is_refused_or_cut_and_never_read_to_its_end():
    sent = []

    def endless(_target, peer):
        peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while len(sent) < 1000:
            peer.sendall(b"x" * 65536)
            sent.append(1)

    with listening() as listener:
        listener.pages["/"] = endless
        limits = inside(listener, most_bytes=100_000)
        with pytest.raises(FetchRefused, match="too large"):
            fetch(f"http://127.0.0.1:{listener.port}/", takes=["text/html"], limits=limits)
        got = fetch(f"http://127.0.0.1:{listener.port}/", takes=["text/html"], limits=limits, cut=True)
        assert (len(got.body), got.cut) == (100_000, True)
    assert len(sent) < 1000


def test_whoever_drips_is_left_when_the_time_is_over():
    let_go = threading.Event()

    def drips(_target, peer):
        peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
        while not let_go.wait(0.05):
            peer.sendall(b"X-Drip: 1\r\n")

    with listening() as listener:
        listener.pages["/"] = drips
        with pytest.raises(FetchRefused, match="too long to answer"):
            fetch(f"http://127.0.0.1:{listener.port}/", takes=["text/html"], limits=inside(listener, seconds=0.4))
        let_go.set()


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        ({"content_type": "application/pdf"}, "another kind"),
        ({"content_type": ""}, "another kind"),
        ({"content_encoding": "gzip"}, "packed"),
        ({"status": "500 Oops"}, "500"),
        ({"status": "304 Not Modified"}, "304"),
    ],
)
def test_what_was_not_asked_for_is_refused(headers, sentence):
    with listening() as listener:
        listener.page("/", PAGE, **headers)
        with pytest.raises(FetchRefused, match=sentence):
            fetch(f"http://127.0.0.1:{listener.port}/", takes=["text/html"], limits=inside(listener))


@pytest.mark.parametrize("answer", [b"", b"hello\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort"])
def test_an_answer_that_is_none_is_refused_with_a_sentence(answer):
    with listening() as listener:
        listener.pages["/"] = answer
        with pytest.raises(FetchRefused) as refused:
            fetch(f"http://127.0.0.1:{listener.port}/", takes=[""], limits=inside(listener))
        assert str(refused.value).endswith(".")


def test_nothing_of_this_house_is_told_outside():
    with listening() as listener:
        listener.page("/caf%C3%A9?q=%C3%A8", PAGE)
        fetch(f"http://127.0.0.1:{listener.port}/café?q=è", takes=["text/html"], limits=inside(listener))
        [head] = listener.heads
    names = {line.partition(":")[0].lower() for line in head.splitlines()[1:] if line}
    assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_only_the_ports_of_the_web_are_reached():
    with listening() as listener, pytest.raises(FetchRefused, match="ports"):
        fetch(f"http://127.0.0.1:{listener.port}/", takes=[""], limits=replace(Limits(), allows=lambda _: True))
