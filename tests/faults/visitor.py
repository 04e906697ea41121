"""Somebody with a browser's cookies and nothing else: signs in, reads, sends forms."""

from __future__ import annotations

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request

PATIENCE = 60


class Visitor:
    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> tuple[int, str]:
        return self._ask(urllib.request.Request(f"{self.address}{path}"))

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """A form of our own page, with its guard token."""
        guard = next((cookie.value for cookie in self.jar if cookie.name == "portico_csrf"), "") or ""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": guard, **fields}).encode()
        headers = {"Origin": self.address, "Referer": f"{self.address}{path}", "Sec-Fetch-Site": "same-origin"}
        return self._ask(urllib.request.Request(f"{self.address}{path}", body, headers))

    def sign_in(self, email: str, password: str) -> bool:
        self.get("/accounts/login/")
        self.post("/accounts/login/", login=email, password=password)
        return any(cookie.name == "portico_session" for cookie in self.jar)

    def _ask(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode(errors="replace")
