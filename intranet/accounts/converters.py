"""How secrets and random names stand in an address: nothing else reaches the views."""

from __future__ import annotations


class HexName:
    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class HexSecret(HexName):
    regex = "[0-9a-f]{64}"


class TermsKind(HexName):
    regex = "terms|privacy"
