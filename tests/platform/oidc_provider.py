"""An OpenID Connect provider on loopback: discovery, keys, codes with PKCE, signed tokens, user-info. It does what a
test tells it, lies included."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "portico", "a-secret-of-the-two"


class Provider:
    def __init__(self) -> None:
        self.key, self.key_id = rsa.generate_private_key(public_exponent=65537, key_size=2048), "first"
        self.signs_with: Any = self.key
        self.codes: dict[str, dict[str, Any]] = {}
        self.tokens: dict[str, dict[str, Any]] = {}
        # What the next tokens say differently, and what the user-info address says differently.
        self.lies: dict[str, Any] = {}
        self.userinfo_lies: dict[str, Any] = {}
        self.discovery_lies: dict[str, Any] = {}
        self.algorithm = "RS256"
        self.asked: list[str] = []
        # Addresses whose answers never end: a flood, or a byte now and then.
        self.floods: set[str] = set()
        self.drips: set[str] = set()
        self.stopped = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"

    @contextmanager
    def answering(self) -> Iterator[Provider]:
        thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.stopped.set()
            self.server.shutdown()
            self.server.server_close()
            thread.join()

    # --- what a person does there ---------------------------------------------------------------------------------
    def consent(self, address: str, **claims: Any) -> dict[str, str]:
        """Somebody was sent to ``address``, signed in and agreed; gives what is sent back to the callback."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = {"asked": asked, "claims": claims}
        return {"code": code, "state": asked["state"]}

    # --- what the product asks ------------------------------------------------------------------------------------
    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        } | self.discovery_lies

    def keys(self) -> dict[str, Any]:
        published = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [published | {"kid": self.key_id, "use": "sig", "alg": "RS256"}]}

    def redeem(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        kept = self.codes.pop(form.get("code", ""), None)
        if kept is None or form.get("client_secret") != SECRET:
            return 400, {"error": "invalid_grant"}
        asked = kept["asked"]
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if challenge.rstrip(b"=").decode() != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            "nonce": asked.get("nonce", ""),
            **kept["claims"],
            **self.lies,
        }
        token = secrets.token_urlsafe(16)
        self.tokens[token] = kept["claims"] | self.userinfo_lies
        signed = jwt.encode(claims, self.signs_with, algorithm=self.algorithm, headers={"kid": self.key_id})
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 300, "id_token": signed}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                provider.asked.append(path)
                if path == "/.well-known/openid-configuration":
                    self._answer(200, provider.discovery())
                elif path == "/keys":
                    self._answer(200, provider.keys())
                elif path == "/userinfo":
                    found = provider.tokens.get(self.headers.get("Authorization", "").removeprefix("Bearer "))
                    self._answer(200 if found else 401, found or {})
                else:
                    self._answer(404, {})

            def do_POST(self) -> None:
                provider.asked.append(self.path)
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                self._answer(*provider.redeem(form))

            def _answer(self, status: int, body: dict[str, Any]) -> None:
                content = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                path = urlsplit(self.path).path
                if path in provider.floods | provider.drips:
                    self.end_headers()
                    self._go_on(content, slowly=path in provider.drips)
                    return
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def _go_on(self, content: bytes, *, slowly: bool) -> None:
                """JSON all the same, should anybody wait for its end: spaces up to 2 MiB, then the answer."""
                try:
                    for _turn in range(200 if slowly else 32):
                        self.wfile.write(b" " if slowly else b" " * 2**16)
                        if slowly:
                            provider.stopped.wait(0.02)
                    self.wfile.write(content)
                except OSError:
                    self.close_connection = True

            def log_message(self, *words: Any) -> None:
                pass

        return Handler
