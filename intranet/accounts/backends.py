"""Who may be signed in at all, asked at sign-in and again at each request."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from intranet.core.prepared import prepared

from .models import User


@prepared(person=int)
def _person(*, person: int) -> QuerySet[User]:
    return User.objects.filter(pk=person)


class AccountBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> User | None:
        """Whom a session names: asked by each request."""
        person = next(iter(_person(person=int(user_id))), None)
        return person if self.user_can_authenticate(person) else None

    def user_can_authenticate(self, user: User | None) -> bool:
        """An open account of a person: closed ones and the system's own are nobody, whatever their session says."""
        return user is not None and user.is_active and not user.is_system
