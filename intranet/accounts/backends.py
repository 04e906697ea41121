"""Who may be signed in at all, asked at sign-in and again at each request."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from .models import User


class AccountBackend(AuthenticationBackend):
    def user_can_authenticate(self, user: User | None) -> bool:
        """An open account of a person: closed ones and the system's own are nobody, whatever their session says."""
        return user is not None and user.is_active and not user.is_system
