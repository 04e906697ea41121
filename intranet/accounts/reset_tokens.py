"""The token in a password link."""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from .models import User


class ResetTokens(PasswordResetTokenGenerator):
    """A link dies with the password, the address and the sign-in it was made for (Django's rule), and also when the
    account is closed or its sessions are ended: opening the account again does not open the link."""

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}|{user.session_epoch}|{user.is_active}"
