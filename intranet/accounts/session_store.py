"""Django's sessions in the database, found by a question that is put together once: each request asks it."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.timezone import now

from intranet.core.prepared import prepared


@prepared(key=str, moment=datetime)
def _current(*, key: str, moment: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=moment)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        if self.session_key and (found := _current(key=self.session_key, moment=now())):
            return found[0]
        self._session_key: str | None = None
        return None
