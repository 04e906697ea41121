"""What nobody asks for by accident: in addresses, in questions, in headers, in forms and in documents."""

from __future__ import annotations

from typing import Any

# As they stand in an address, encoded already.
IN_PATHS = (
    "%00",
    "..%2f..%2fetc%2fpasswd",
    "9" * 40,
    "99999999999999999999",
    "9223372036854775808",
    "-1",
    "0",
    "a" * 3000,
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "%ff%fe",
    "%27%20OR%201%3D1--",
    "%7B%7B7*7%7D%7D",
    "%0d%0aX-Odd:%20yes",
    "%EF%BC%91",
    "%E2%80%AE",
    "%ed%a0%80",
    "1%2e0",
    "None",
)
# By what a browser may say beside its question.
IN_HEADERS: tuple[dict[str, str], ...] = (
    {"accept": "text/html;q=9e999," * 400},
    {"accept-language": "x-" * 2000 + ",it;q=-1,*;q=nan"},
    {"if-modified-since": "Thu, 99 Foo 99999 99:99:99 GMT"},
    {"if-none-match": '"' * 999, "range": "bytes=9-1,-,0-99999999999999999999"},
    {"hx-request": "true", "hx-target": "<x>", "hx-current-url": "javascript:alert(1)", "hx-trigger": "\x7f"},
    {"authorization": "Bearer \x7f\x01"},
    {"authorization": "Bearer "},
    {"authorization": "Basic %%%"},
    {"cookie": "sessionid=" + "9" * 3000 + "; csrftoken=<>; django_language=../../x; =; ;;"},
    {"x-forwarded-for": "a, , 999.999.999.999, ::1%eth0", "x-forwarded-host": "evil.example"},
    {"content-type": "multipart/form-data"},
    {"content-type": "multipart/form-data; boundary=" + "x" * 300},
    {"content-type": "application/json; charset=no-such"},
    {"content-type": "text/html; charset=utf-7", "content-encoding": "gzip"},
    {"content-length": "-1"},
    {"user-agent": "\x7f" * 3000},
)
ODD_METHODS = ("HEAD", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "CONNECT", "GET", "get", "X" * 50)
IN_DOCUMENTS: tuple[Any, ...] = (
    *(None, True, -1, 0, 10**40, 1.5, float("inf"), float("nan"), "", "\x00", "\ud800", "x" * 20_000, "1e309", "²"),
    *([], {}, [[]], [None], [{}], ["x"] * 500, {"a": {"b": [1]}}, "2026-02-31", "9999-12-31T23:59:59+14:00", [10**40]),
)
WHOLE_DOCUMENTS = ("", "null", "[]", "1", '"x"', "{", '{"a":1,"a":2}', "[" * 20_000, "{}" * 3, "\x00", "\ufeff{}")
