"""What tests of the forum ask the firm's hand for."""

from __future__ import annotations

from typing import Any


class ForumDeeds:
    """Mixed into ``Deeds``."""

    _person: Any

    def community(self, name: str, by: str, solved: str = "") -> dict[str, Any]:
        """A community with one category of that name, and in it a topic that was solved, if one is named."""
        from forum import actions
        from intranet.search.indexing import index_pending
        from tests import factories

        owner = self._person(by)
        space = factories.a_space(f"{name} outside", owner=owner, visibility="community")
        category = actions.make_category(space, by=owner, name=name, reply_hours=8)
        topic = None
        if solved:
            topic = actions.ask(category, by=owner, title=solved, body="How?")
            actions.accept_answer(actions.answer(topic, by=self._person("ben"), body="Like this."), by=owner)
            index_pending.call()
        return {"slug": category.slug, "topic": topic.get_absolute_url() if topic is not None else ""}

    def code_for(self, session: str) -> str:
        """The code that this browser was mailed to prove its address."""
        from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore

        return str(SessionStore(session)[EMAIL_VERIFICATION_CODE_SESSION_KEY]["code"])

    def topics_by(self, name: str) -> list[dict[str, str]]:
        from forum.models import Topic

        found = Topic.objects.filter(author__name=name).order_by("pk")
        return [{"title": one.title, "body": one.body, "state": one.state} for one in found]

    def spared(self) -> list[str]:
        """What has spared somebody a question."""
        from forum.models import Spared

        return [one.entry.title for one in Spared.objects.select_related("entry")]
