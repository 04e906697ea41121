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

        from .spaces_again import a_space_called

        owner = self._person(by)
        space = a_space_called(f"{name} outside", owner=owner, visibility="community")
        category = actions.make_category(space, by=owner, name=name, reply_hours=8)
        topic = None
        if solved:
            topic = actions.ask(category, by=owner, title=solved, body="How?")
            actions.accept_answer(actions.answer(topic, by=self._person("ben"), body="Like this."), by=owner)
            index_pending.call()
        return {"slug": category.slug, "topic": topic.get_absolute_url() if topic is not None else ""}

    def let_hurry(self) -> None:
        """Browsers of tests fill in forms at once."""
        from intranet.moderation.rules.actions import change_rule

        change_rule("form", by=self._person("aldo"), is_on=False)

    def code_for(self, session: str) -> str:
        """The code that this browser was mailed to prove its address."""
        from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore

        return str(SessionStore(session)[EMAIL_VERIFICATION_CODE_SESSION_KEY]["code"])

    def letter_to(self, address: str) -> str:
        """What was mailed there last; the workers of the house send it in their own time."""
        from email import message_from_bytes
        from email.policy import default
        from pathlib import Path
        from time import sleep

        from django.conf import settings

        for _look in range(200):
            written = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
            for path in reversed(written):
                message = message_from_bytes(path.read_bytes(), policy=default)
                body = message.get_body(("plain",)) if address in str(message["to"]) else None
                if body is not None:
                    return str(body.get_content())
            sleep(0.05)
        raise LookupError(f"no letter to {address}")

    def topics_by(self, name: str) -> list[dict[str, str]]:
        from forum.models import Topic

        found = Topic.objects.filter(author__name=name).order_by("pk")
        return [{"title": one.title, "body": one.body, "state": one.state} for one in found]

    def spared(self) -> list[str]:
        """What has spared somebody a question."""
        from forum.models import Spared

        return [one.entry.title for one in Spared.objects.select_related("entry")]

    def question(self, by: str, title: str, body: str = "", owner: str = "ada", answers: int = 0) -> dict[str, Any]:
        """A topic in a community of its own, asked by somebody whose words nobody looks at first, with so many answers
        by its owner."""
        from forum import actions
        from intranet.spaces.models import Space

        from .spaces_again import a_space_called

        keeper, asker = self._person(owner), self._person(by)
        if asker.is_customer:
            type(asker).objects.filter(pk=asker.pk).update(trust=4)
            asker = self._person(by)
        name = f"Portico {title}"
        if namesakes := Space.objects.filter(name__startswith=name).count():
            name = f"{name} {namesakes + 1}"
        space = a_space_called(name, owner=keeper, visibility="community")
        category = actions.make_category(space, by=keeper, name=f"Categoria {title}", reply_hours=8)
        topic = actions.ask(category, by=asker, title=title, body=body or f"Come si fa? {title}")
        for number in range(answers):
            actions.answer(topic, by=keeper, body=f"Modo {number}")
        return {"pk": topic.pk, "path": topic.get_absolute_url(), "category": category.slug}

    def trusted_customer(self, name: str, handle: str) -> int:
        """Somebody of another company, on the third level of trust."""
        from allauth.account.models import EmailAddress

        from tests import factories

        person = factories.a_customer(name, handle=handle, company=factories.a_company(), trust=3)
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        return int(person.pk)

    def answer_question(self, topic: int, by: str, body: str) -> int:
        from forum import actions
        from forum.models import Topic

        return actions.answer(Topic.objects.with_place().get(pk=topic), by=self._person(by), body=body).pk
