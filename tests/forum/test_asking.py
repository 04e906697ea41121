"""Asking: what is similar is offered, a guest writes first and signs in after, nothing is lost on the way."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils.timezone import now

from forum import actions
from forum.asking.answering_views import halfway_name
from forum.asking.registering import in_words
from forum.models import Answer, AskingDay, Spared, Topic
from intranet.accounts import halfway
from intranet.content import gates
from intranet.content.models import Product, ProductVersion
from intranet.conversation.drafts import Writing, drafts_of, keep_draft
from intranet.moderation.models import Case
from intranet.moderation.numbers import usual_wait
from intranet.search.similar import similar_to, words_of
from tests.factories import PASSWORD
from tests.platform.mail_world import proven

ASK = "/community/ask/"
WORDS = {
    "title": "Where is the export of invoices?",
    "body": "I looked under *Files*.\n\nIt says 42.",
    "tags": "export, pdf",
}


def sent(place, **more) -> dict[str, str]:
    return WORDS | {"category": str(place.pk), "sort": "question"} | more


def page_of(client, url=ASK, **query) -> str:
    return client.get(url, query).content.decode()


@pytest.fixture
def guest():
    return Client()


# --- Asking ----------------------------------------------------------------------------------------------------------


def test_a_customer_asks_with_everything_that_can_be_said_at_once(category, customer, as_):
    product = Product.objects.create(name="Terminal X", slug="terminal-x")
    version = ProductVersion.objects.create(product=product, name="4.2")
    answer = as_(customer).post(ASK, sent(category, made_with=f"v{version.pk}", sort="problem"))
    topic = Topic.objects.get()
    assert answer.url == f"{topic.get_absolute_url()}?asked=1"
    assert (topic.sort, topic.product, topic.version, topic.chosen_tags) == (
        "problem", product, version, ["export", "pdf"],
    )  # fmt: skip


def test_who_has_asked_reads_where_it_stands_and_what_comes_next(category, customer, other_customer, as_):
    answer = as_(customer).post(ASK, sent(category), follow=True)
    assert "It is out." in answer.content.decode()
    assert "usually answered within 8 hours" in answer.content.decode()
    assert "It is out." not in page_of(as_(other_customer), Topic.objects.get().get_absolute_url(), asked="1")


def test_who_is_held_back_reads_that_a_moderator_looks_first(category, customer, as_, monkeypatch):
    monkeypatch.setitem(gates._gates, "test", (1, lambda attempt: gates.Verdict("hold", "First look.")))
    answer = as_(customer).post(ASK, sent(category), follow=True)
    assert "A moderator looks at it first." in answer.content.decode()
    assert Topic.objects.get().is_held


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "Say in one line what it is about."),
        ({"sort": "praise"}, "That is not begun in this category."),
        ({"tags": "a1, b1, c1, d1, e1, f1"}, "too many tags"),
        ({"category": "999999"}, "Select a valid choice"),
        ({"made_with": "v999"}, "Select a valid choice"),
    ],
)
def test_what_makes_no_sense_is_said_beside_it_and_every_word_stays(category, author, customer, as_, wrong, sentence):
    actions.change_category(category, by=author, sorts=["question", "problem"])
    answer = as_(customer).post(ASK, sent(category, **wrong))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert "I looked under *Files*." in text
    assert not Topic.objects.exists()


def test_a_category_for_the_staff_is_offered_to_nobody_else(category, for_staff, customer, author, as_, guest):
    assert f'value="{for_staff.pk}"' in page_of(as_(author))
    for client in (as_(customer), guest):
        assert f'value="{for_staff.pk}"' not in page_of(client)
        assert client.post(ASK, sent(for_staff)).status_code == 422


def test_a_draft_of_a_question_goes_when_it_is_asked(category, customer, as_):
    keep_draft("topic:new", Writing({"title": "Where"}), by=customer)
    as_(customer).post(ASK, sent(category))
    assert not drafts_of(customer).exists()


def test_pressed_twice_it_is_asked_once(category, customer, as_):
    client = as_(customer)
    again = sent(category, client_id="5a3c7e52-0a53-4b86-a3b5-6f0b8b8a7d11")
    assert client.post(ASK, again).url == client.post(ASK, again).url
    assert Topic.objects.count() == 1


def test_the_form_begins_with_what_the_address_brings(category, for_customers, customer, topic, as_):
    text = page_of(as_(customer), q="Cold terminals", category=for_customers.slug, about=str(topic.pk))
    assert 'value="Cold terminals"' in text
    assert f"[{topic.title}]({topic.get_absolute_url()})" in text
    assert re.search(rf'value="{for_customers.pk}"\s+selected', text)


def test_a_page_that_is_not_for_the_reader_is_not_named_in_the_form(for_staff, category, author, customer, as_):
    inside = actions.ask(for_staff, by=author, title="Prices of next year")
    assert "Prices of next year" not in page_of(as_(customer), about=str(inside.pk))
    assert page_of(as_(customer), about="nonsense")


# --- What is similar -------------------------------------------------------------------------------------------------


@pytest.fixture
def known(category, for_staff, author, colleague, customer, run_jobs):
    """Three topics about invoices: solved, without an answer, and one that only the staff read."""
    solved = actions.ask(category, by=customer, title="Export of invoices as PDF", body="How?")
    actions.accept_answer(actions.answer(solved, by=colleague, body="Under Files."), by=customer)
    waiting = actions.ask(category, by=customer, title="Where do I find the invoices export for March?")
    inside = actions.ask(for_staff, by=author, title="Export of invoices breaks for Acme")
    actions.ask(category, by=customer, title="Slow to wake up")
    run_jobs()
    return solved, waiting, inside


def titles(text, viewer) -> list[str]:
    return [one.title for one in similar_to(text, viewer)]


def test_what_is_solved_stands_first_and_what_has_nothing_to_do_with_it_is_not_there(known, other_customer):
    solved, waiting, _inside = known
    assert titles("Where is the export of the invoices for March?", other_customer) == [solved.title, waiting.title]


def test_nobody_is_offered_what_they_may_not_read(known, other_customer, author, guest):
    inside = known[2].title
    assert inside in titles("export of invoices", author)
    assert inside not in titles("export of invoices", other_customer)
    text = page_of(guest, "/community/ask/similar/", q="export of invoices")
    assert "Export of invoices as PDF" in text
    assert inside not in text


def test_an_unlisted_topic_is_offered_to_nobody(known, other_customer):
    Topic.objects.filter(pk=known[0].pk).update(unlisted=True)
    assert known[0].title not in titles("export of invoices", other_customer)


@pytest.mark.parametrize("text", ["", "the and", "from:ada is:unanswered", '"', "a" * 500, "\x00", "-invoices"])
def test_what_is_no_question_yet_finds_nothing_and_breaks_nothing(known, other_customer, text):
    assert known[2].title not in titles(text, other_customer)


def test_the_words_that_tell_are_asked_for_and_not_all_of_them():
    assert words_of("Why does the invoice export fail with the PDF?") == ["invoice", "export", "fail", "pdf"]


def test_a_question_that_was_spared_is_counted_with_what_spared_it_and_about_nobody(known, guest):
    solved, _waiting, inside = known
    for what in ("offered", "opened"):
        guest.post("/community/ask/told/", {"what": what})
    guest.post("/community/ask/told/", {"what": "spared", "entry": [solved.pk, inside.pk, "x"]})
    guest.post("/community/ask/told/", {"what": "asked"})
    day = AskingDay.objects.get()
    assert (day.offered, day.opened, day.spared, day.asked) == (1, 1, 1, 0)
    assert [(one.entry_id, one.times) for one in Spared.objects.all()] == [(solved.pk, 1)]


# --- Without an account yet ------------------------------------------------------------------------------------------


def code() -> str:
    return re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)[1]


def test_a_guest_who_asks_signs_up_proves_the_address_and_finds_every_word(category, guest, run_jobs):
    assert guest.post(ASK, sent(category)).url == "/community/go-on/ask/"
    step = page_of(guest, "/community/go-on/ask/")
    sign_up = re.search(r'href="(/accounts/signup/[^"]+)"', step)[1]
    form = {"name": "Gina Moro", "email": "gina@somewhere.example", "password1": PASSWORD, "next": ASK}
    assert f"next={ASK}" in sign_up.replace("%2F", "/")
    # What does not get through at first costs nothing.
    assert guest.post("/accounts/signup/", form | {"password1": "short"}).status_code == 200
    guest.post("/accounts/signup/", form)
    run_jobs()
    answer = guest.post("/accounts/confirm-email/", {"code": code(), "action": "verify"})
    assert answer.url == ASK
    text = page_of(guest)
    assert "Here is what you had written." in text
    for words in ("Where is the export of invoices?", "I looked under *Files*.", "It says 42.", "export, pdf"):
        assert words in text
    guest.post(ASK, sent(category))
    assert Topic.objects.get().author.name == "Gina Moro"
    assert "Here is what you had written." not in page_of(guest)


def test_who_signs_in_and_was_led_nowhere_comes_back_to_the_question(category, customer, guest):
    proven(customer)
    guest.post(ASK, sent(category))
    answer = guest.post("/accounts/login/", {"login": customer.email, "password": PASSWORD})
    assert answer.url == ASK


def test_nobody_else_finds_it(category, guest, customer, as_):
    guest.post(ASK, sent(category))
    assert "I looked under" not in page_of(Client())
    assert "I looked under" not in page_of(as_(customer))


def test_after_three_days_it_is_forgotten(category, guest, monkeypatch):
    guest.post(ASK, sent(category))
    monkeypatch.setattr(halfway, "now", lambda: now() + timedelta(days=4))
    assert "I looked under" not in page_of(guest)
    assert guest.get("/community/go-on/ask/").url == ASK


def test_more_than_anybody_types_is_not_kept_and_said_so(category, guest):
    answer = guest.post(ASK, sent(category, body="x" * 70_000))
    assert answer.status_code == 422
    assert "too long to be kept" in answer.content.decode()


def test_a_guest_who_answers_finds_the_answer_again(topic, other_customer, guest):
    proven(other_customer)
    page = f"/community/{topic.pk}/answer/"
    assert page in page_of(guest, topic.get_absolute_url())
    assert guest.post(page, {"body": "Turn it off and on."}).url == f"/community/go-on/answer:{topic.pk}/"
    guest.post("/accounts/login/", {"login": other_customer.email, "password": PASSWORD, "next": page})
    assert "Turn it off and on." in page_of(guest, page)
    guest.post(page, {"body": "Turn it off and on again."})
    assert Answer.objects.get().author == other_customer
    assert halfway_name(topic.pk) not in guest.session["forum_halfway"]


def test_a_closed_topic_offers_guests_no_way_to_answer_and_takes_none(topic, other_customer, guest, as_):
    Topic.objects.filter(pk=topic.pk).update(comments_locked=True)
    assert "/answer/" not in page_of(guest, topic.get_absolute_url())
    assert as_(other_customer).post(f"/community/{topic.pk}/answer/", {"body": "x"}).status_code == 403


def test_a_topic_that_is_not_for_guests_takes_no_answer_of_theirs(for_customers, customer, guest):
    inside = actions.ask(for_customers, by=customer, title="Contract")
    assert guest.post(f"/community/{inside.pk}/answer/", {"body": "x"}).status_code == 404


def test_how_long_what_is_held_waits_is_said_when_it_was_measured(porch, moderator):
    moment = now()

    def decided(*hours: int) -> None:
        for number, waited in enumerate(hours):
            Case.objects.create(
                sort="held",
                subject=f"entry_9{Case.objects.count()}{number}",
                space=porch,
                state=Case.State.CLOSED,
                outcome=Case.Outcome.LET_OUT,
                opened_at=moment - timedelta(hours=waited),
                decided_at=moment,
                decided_by=moderator,
            )

    decided(1, 2, 3, 50)
    assert usual_wait(porch) is None
    decided(60)
    assert usual_wait(porch) == timedelta(hours=3)
    assert in_words(timedelta(hours=2, minutes=10)).endswith("within 3 hours.")
    assert in_words(timedelta(hours=30)).endswith("within 2 days.")
