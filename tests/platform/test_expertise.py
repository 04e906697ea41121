"""Who knows about what, as work shows it: for each reader what that reader may see, and nothing of who wants out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from feeds.kudos.actions import give_kudos
from forum import actions as forum
from intranet.content import evidence
from intranet.content.models import Entry, Tag
from intranet.insights import actions
from intranet.insights.expertise.asking import known_for, own_evidence, themes_in, themes_known, who_know
from intranet.insights.expertise.gathering import gather_all
from intranet.insights.models import Evidence, doublings
from tests.factories import a_person


def know(person, entry, theme: str, *, weight: float = 1.0, days_ago: int = 0) -> None:
    at = now() - timedelta(days=days_ago)
    strength = weight * 2 ** doublings(at)
    Evidence.objects.create(
        source="answers", about=entry, entry=entry, person=person, theme=theme, at=at, strength=strength
    )


def names(experts) -> list[str]:
    return [one.person.handle for one in experts]


def an_entry(author, audience: str = "org") -> Entry:
    return Entry.objects.create(kind="feeds.post", author=author, audience=audience, published_at=now(), body="…")


@pytest.fixture
def battery(db) -> str:
    return f"tag_{Tag.objects.create(name='battery', slug='battery').pk}"


@pytest.fixture
def category(porch, author):
    return forum.make_category(porch, by=author, name="Terminals")


def solved(category, *, asks, answers, tags=("battery",)):
    topic = forum.ask(category, by=asks, title="It sleeps", body="In the cold.", tags=list(tags))
    given = forum.answer(topic, by=answers, body="Warm it.")
    forum.accept_answer(given, by=asks)
    return topic, given


def test_of_a_known_graph_the_three_are_known_and_what_is_long_ago_fades(author, colleague, battery):
    people = [a_person(f"Person {number}", handle=f"p{number}") for number in range(5)]
    for times, person in enumerate(people):
        for _each in range(times):
            know(person, an_entry(author), battery)
    assert names(who_know([battery], colleague)) == ["p4", "p3", "p2"]
    # Six pieces from four half-lives ago are worth less than one of today.
    for _each in range(6):
        know(people[0], an_entry(author), battery, days_ago=4 * 180)
    assert names(who_know([battery], colleague, most=5)) == ["p4", "p3", "p2", "p1", "p0"]
    know(colleague, an_entry(author), battery, weight=9)
    assert "ben" not in names(who_know([battery], colleague)), "nobody is sent to themselves"


def test_what_an_asker_may_not_read_shows_nothing_and_names_nothing(author, colleague, outsider, lab, battery):
    know(author, an_entry(author, lab.audience), battery)
    assert names(who_know([battery], colleague)) == ["ada"]
    assert [one.name for one in known_for(author, colleague)] == ["battery"]
    assert who_know([battery], outsider) == []
    assert known_for(author, outsider) == []
    assert themes_known(outsider) == []
    client = Client()
    client.force_login(outsider)
    assert client.get("/knows/", {"theme": battery}).status_code == 404
    assert b"battery" not in client.get("/knows/").content
    assert b"battery" not in client.get(author.get_absolute_url()).content
    assert b"Ada" not in client.post("/knows/ask/", {"body": "battery"}).content
    assert client.post(f"/knows/ask/?space={lab.slug}", {"body": "battery"}).status_code == 404
    assert client.post(f"/knows/ask/?audience={lab.audience}", {"body": "battery"}).status_code == 404


def test_who_comes_to_the_question_by_its_address_is_led_to_the_page(author):
    client = Client()
    client.force_login(author)
    answer = client.get("/knows/ask/?body=battery")
    assert (answer.status_code, answer.url) == (302, "/knows/")
    assert client.head("/knows/ask/").status_code == 302
    assert client.put("/knows/ask/").status_code == 405


def test_only_who_will_read_it_is_offered(author, colleague, outsider, lab, battery):
    know(colleague, an_entry(author), battery, weight=2)
    know(outsider, an_entry(author), battery)
    assert names(who_know([battery], author)) == ["ben", "cleo"]
    assert names(who_know([battery], author, audience=lab.audience)) == ["ben"]


def test_an_accepted_answer_counts_until_it_is_accepted_no_more(category, customer, colleague, author):
    topic, given = solved(category, asks=customer, answers=colleague)
    gather_all()
    keys = [f"tag_{Tag.objects.get(name='battery').pk}", f"category_{category.pk}"]
    assert sorted(Evidence.objects.filter(person=colleague).values_list("theme", flat=True)) == sorted(keys)
    (expert,) = who_know(keys, author)
    assert expert.reasons == ["1 accepted answer: Terminals, battery"]
    assert expert.answered == 1
    forum.clear_accepted(topic, by=customer)
    gather_all()
    assert not Evidence.objects.exists()
    assert given.pk


def test_thanks_and_own_answers(category, author, colleague, customer):
    give_kudos(by=author, to=[colleague], body="For the #cold chamber", value=_a_value(), audience="org")
    solved(category, asks=author, answers=author)
    gather_all()
    assert set(Evidence.objects.values_list("person", "source")) == {(colleague.pk, "thanks")}


def _a_value():
    from feeds.models import KudosValue

    return KudosValue.objects.first() or KudosValue.objects.create(name="Help")


def test_who_answered_much_this_week_comes_later(category, author, colleague, outsider, customer, battery):
    know(colleague, an_entry(author), battery, weight=1.2)
    know(outsider, an_entry(author), battery, weight=1.1)
    assert names(who_know([battery], author, most=1)) == ["ben"]
    topic = forum.ask(category, by=customer, title="It sleeps", body="In the cold.")
    forum.answer(topic, by=colleague, body="Warm it.")
    assert names(who_know([battery], author, most=1)) == ["cleo"]


def test_who_hides_a_theme_or_opts_out_is_gone_at_once_and_stays_gone(category, customer, colleague, author):
    solved(category, asks=customer, answers=colleague)
    gather_all()
    tag = f"tag_{Tag.objects.get(name='battery').pk}"
    assert actions.hide_theme(tag, by=colleague) is True
    assert actions.hide_theme(tag, by=colleague) is False
    assert who_know([tag], author) == []
    assert [one.name for one in known_for(colleague, author)] == ["Terminals"]
    assert [(one.name, one.is_hidden) for one in own_evidence(colleague)] == [("Terminals", False), ("battery", True)]
    actions.opt_out(by=colleague)
    assert not Evidence.objects.filter(person=colleague).exists()
    gather_all()
    assert known_for(colleague, author) == []
    # A job that had begun before writes its row afterwards: it shows nothing all the same.
    know(colleague, an_entry(author), f"category_{category.pk}")
    assert who_know([f"category_{category.pk}"], author) == []
    actions.opt_in(by=colleague)
    gather_all()
    assert [one.name for one in known_for(colleague, author)] == ["Terminals"]


def test_fewer_than_five_are_not_counted(author, colleague, battery):
    people = [a_person(f"Person {number}", handle=f"p{number}") for number in range(5)]
    for person in people[:4]:
        know(person, an_entry(author), battery)
    assert [one.people for one in themes_known(colleague)] == [None]
    know(people[4], an_entry(author), battery)
    assert [one.people for one in themes_known(colleague)] == [5]


def test_customers_see_their_own_and_ask_nobody(category, customer, author, colleague):
    solved(category, asks=author, answers=customer)
    gather_all()
    client = Client()
    client.force_login(customer)
    assert b"Terminals" in client.get("/settings/knowledge/").content
    assert client.get("/knows/").status_code == 403
    assert client.get("/knows/ask/").status_code == 403
    assert client.post("/knows/ask/", {"body": "battery"}).status_code == 403
    client.post("/settings/knowledge/", {"take_part": "no"})
    assert not Evidence.objects.exists()


def test_it_asks_as_often_for_many_as_for_few(author, colleague, battery, queries_stay_flat):
    def grow() -> None:
        know(a_person(), an_entry(author), battery)

    queries_stay_flat(lambda: who_know([battery], colleague), grow)
    queries_stay_flat(lambda: themes_known(colleague), grow)


def test_themes_stand_in_the_words(battery, author):
    assert themes_in("The Battery, in the cold", author) == [battery]
    assert themes_in("x", author, tags=["battery"], made_with="vnonsense", more=["category_7", "'; drop"]) == [
        battery,
        "category_7",
    ]


def test_what_happens_is_gathered_by_a_job(category, customer, colleague, django_capture_on_commit_callbacks):
    from intranet.insights.jobs import EVIDENCE, gather_under

    topic, given = solved(category, asks=customer, answers=colleague)
    assert gather_under.call(entry_id=given.pk, verb="forum.answer.accepted") == 2
    assert gather_under.call(entry_id=given.pk, verb="forum.answer.accepted") == 2
    assert Evidence.objects.count() == 2
    from intranet.activity import verbs

    assert EVIDENCE.concerns(verbs.find("forum.answer.accepted"))
    assert not EVIDENCE.concerns(verbs.find("feeds.post.published"))
    assert {source.name for source in evidence.all_sources()} >= {"answers", "proposals", "thanks"}
    assert topic.pk
