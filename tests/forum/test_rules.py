"""The rules before words come out: each thing a rule can do, to each thing customers write."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import RequestFactory
from django.utils.timezone import now

from forum import actions
from forum.models import Answer, Topic
from intranet.accounts.models import User
from intranet.content.actions import edit_entry
from intranet.content.files.uploads import store_upload
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.conversation.models import Comment
from intranet.moderation.holding import let_out
from intranet.moderation.models import Case, RuleDay
from intranet.moderation.rules import actions as rules
from intranet.moderation.rules.signing_up import no_thrown_away_mail
from tests.platform.files_of_strangers import a_picture, upload

WAYS = ["topic", "answer", "comment"]


@pytest.fixture
def say(category, topic, customer):
    """``say("answer", "words")`` as Dora: under her own topic, or a new one."""

    def said(way: str, body: str, *, by=customer, title="Slow"):
        if way == "topic":
            return actions.ask(category, by=by, title=title, body=body)
        return actions.answer(topic, by=by, body=body) if way == "answer" else add_comment(topic, by=by, body=body)

    return said


@pytest.fixture
def watch(admin):
    return lambda does, *lines, **more: rules.add_list(by=admin, name="Words", does=does, lines=list(lines), **more)


@pytest.mark.parametrize("way", WAYS)
def test_a_watched_word_that_is_refused_leaves_nothing(way, say, watch):
    watch("refuse", "casino*")
    before = Entry.objects.count()
    with pytest.raises(ValidationError, match="“cаsino” is not said here"):
        say(way, "Visit the cаsino")
    assert Entry.objects.count() == before


@pytest.mark.parametrize("way", WAYS)
def test_a_watched_word_that_is_held_waits_for_a_moderator(
    way, say, watch, as_, guest, other_customer, moderator, topic
):
    rule = watch("hold", "casino*", severity=4)
    held = say(way, "Visit the Casino")
    assert held.is_held
    case = Case.objects.get(entry=held.pk)
    assert (case.sort, case.rule, case.severity) == ("held", rule.key, 4)
    for who in (guest, other_customer):
        assert not Entry.objects.visible_to(who).filter(pk=held.pk).exists()
        assert b"Casino" not in as_(who).get(topic.get_absolute_url()).content
    assert let_out(held, by=moderator)
    assert Entry.objects.visible_to(guest).filter(pk=held.pk).exists()


@pytest.mark.parametrize("way", WAYS)
def test_a_watched_word_that_is_reported_comes_out_and_opens_a_case(way, say, watch):
    rule = watch("flag", "casino*", severity=3)
    out = say(way, "Visit the Casino")
    assert out.is_published
    assert Case.objects.values_list("sort", "entry", "rule", "severity").get() == ("rule", out.pk, rule.key, 3)


@pytest.mark.parametrize("way", WAYS)
def test_a_watched_word_that_is_replaced_is_said_otherwise(way, say, watch):
    watch("replace", "cretino => collega", "casino")
    out = say(way, "Quel cretino del c4sino", title="Il cretino")
    assert out.body == "Quel collega del …"
    assert "collega" in out.body_html
    if way == "topic":
        assert out.title == "Il collega"


@pytest.mark.parametrize("does", ["hold", "refuse"])
def test_an_edit_of_what_is_out_is_refused_with_its_words(does, topic, customer, watch, as_):
    watch(does, "casino*")
    with pytest.raises(ValidationError):
        edit_entry(topic, by=customer, body="Now at the casino")
    topic.refresh_from_db()
    assert topic.body == "Four seconds in the cold."


def test_an_edit_is_replaced_and_reported_as_a_new_text_is(topic, customer, watch):
    watch("replace", "casino")
    watch("flag", "sensor*")
    edit_entry(topic, by=customer, body="The sensors of the casino")
    topic.refresh_from_db()
    assert topic.body == "The sensors of the …"
    assert Case.objects.get().sort == "rule"


def test_what_is_seen_only_once_it_is_shown_is_found(say, watch):
    watch("refuse", "casino*")
    for body in ("&#99;asino", "[here](https://x.example/%63asino)", "cas*ino*"):
        with pytest.raises(ValidationError):
            say("answer", body)


def test_a_list_of_one_language_is_asked_of_that_language_alone(say, watch, customer):
    watch("refuse", "merda", language="it")
    assert say("answer", "merda").is_published
    User.objects.filter(pk=customer.pk).update(language="it")
    customer.refresh_from_db()
    with pytest.raises(ValidationError):
        say("answer", "merda")


def test_a_rule_for_customers_never_touches_what_staff_write(say, watch, author, admin):
    rule = watch("refuse", "casino*")
    assert say("answer", "The casino", by=author).is_published
    rules.change_rule(rule.key, by=admin, scope="everyone")
    with pytest.raises(ValidationError):
        say("answer", "The casino", by=author)


def test_a_rule_of_one_part_lets_the_others_be(say, watch, author):
    watch("refuse", "casino*", parts=["feeds"])
    assert say("comment", "The casino").is_published


def test_the_first_texts_of_a_newcomer_are_held_and_the_next_are_not(say, admin, moderator, customer):
    rules.change_rule("first_posts", by=admin, is_on=True, most=2, parts=["forum"])
    first = say("answer", "One more thing, she said")
    assert first.is_held  # the topic of the fixture came out before: one is out, two are asked for
    let_out(first, by=moderator)
    assert say("answer", "And another").is_published


def test_who_is_known_is_not_held(say, admin, customer):
    rules.change_rule("first_posts", by=admin, is_on=True, most=20)
    customer.trust = 1
    assert say("answer", "One more thing").is_published


def test_links_follow_from_the_level(say, admin, customer):
    rules.change_rule("links", by=admin, is_on=True, allowed=["meridiana.example"])
    ours = "https://docs.meridiana.example/a https://one.example"
    assert say("answer", ours).is_published
    with pytest.raises(ValidationError, match="1 link to another site"):
        say("answer", f"{ours} [two](https://two.example)")
    customer.trust = 3
    assert say("answer", f"{ours} [two](https://two.example) https://three.example").is_published


def test_images_files_and_names_follow_from_the_level(say, admin, customer, category):
    for key in ("files", "mentions"):
        rules.change_rule(key, by=admin, is_on=True)
    with pytest.raises(ValidationError, match="images and files"):
        say("answer", "![x](https://x.example/a.png)")
    file = store_upload(upload("a.png", a_picture()), by=customer)
    with pytest.raises(ValidationError, match="images and files"):
        actions.ask(category, by=customer, title="Look", body="x", attachment_ids=[file.pk])
    with pytest.raises(ValidationError, match="2 people"):
        say("answer", "@one @two @three")
    customer.trust = 1
    assert actions.ask(category, by=customer, title="Look", body="x", attachment_ids=[file.pk]).is_published


def test_a_flood_stops_at_the_level_and_goes_on_by_the_clock(say, admin, customer):
    rules.change_rule("flood", by=admin, is_on=True)
    for number in range(3):  # the topic of the fixture is the first of four
        say("answer", f"This is number {number} of them")
    with pytest.raises(ValidationError, match="60 minutes"):
        say("answer", "This is the last one")
    Entry.objects.filter(author=customer).update(created_at=now() - timedelta(minutes=50))
    with pytest.raises(ValidationError, match="10 minutes"):
        say("answer", "This is the last one")
    Entry.objects.filter(author=customer).update(created_at=now() - timedelta(minutes=61))
    assert say("answer", "This is the last one").is_published


def test_the_same_words_are_said_once_by_whomever(say, admin, customer, other_customer):
    rules.change_rule("same_text", by=admin, is_on=True)
    spam = "Buy our wonderful batteries, half the price of anybody else."
    assert say("answer", spam).is_published
    for by in (customer, other_customer):
        with pytest.raises(ValidationError, match="same words"):
            say("comment", spam.upper().replace("A", "\u0410"), by=by)
    assert say("answer", "Thanks").is_published
    assert say("comment", "Thanks").is_published
    Entry.objects.filter(body=spam).update(created_at=now() - timedelta(hours=25))
    assert say("comment", spam).is_published


def test_what_is_refused_stays_in_the_form_and_is_counted(as_, topic, customer, watch):
    rule = watch("refuse", "casino*")
    address = f"/community/{topic.pk}/answers/"
    answer = as_(customer).post(address, {"body": "Visit the casino, says Dora"})
    assert answer.status_code == 422
    assert "Visit the casino, says Dora" in answer.content.decode()
    assert "is not said here" in answer.content.decode()
    assert RuleDay.objects.values_list("rule", "did", "count").get() == (rule.key, "refuse", 1)
    assert not Answer.objects.exists()


def test_what_a_rule_does_is_counted_by_day(say, watch):
    hold, flag = watch("hold", "casino*"), watch("flag", "sensor*")
    say("answer", "the casino")
    say("answer", "the sensors")
    say("comment", "the sensors again")
    assert set(RuleDay.objects.values_list("rule", "did", "count")) == {(hold.key, "hold", 1), (flag.key, "flag", 2)}


def test_one_address_has_a_limit_of_its_own(as_, topic, customer, other_customer, admin):
    rules.change_rule("flood", by=admin, is_on=True, address_an_hour=2)
    statuses = [
        as_(who).post(f"/community/{topic.pk}/answers/", {"body": f"Number {at}"}).status_code
        for at, who in enumerate((customer, other_customer, customer))
    ]
    assert statuses == [302, 302, 422]


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("dora@mailinator.com", False),
        ("dora@eu.mailinator.com", False),
        ("dora@gmail.com", True),
        ("dora@spam.example", False),
        ("dora@sub.spam.example", False),
        ("dora@notspam.example", True),
        ("dora@trashmail.com", True),
    ],
)
def test_addresses_that_are_thrown_away_make_no_account(address, taken, admin):
    rules.change_rule("mail", by=admin, is_on=True, refused=["spam.example"], allowed=["trashmail.com"])
    assert bool(no_thrown_away_mail(address, RequestFactory().get("/"))) is taken


def test_rules_that_are_off_say_nothing(say, admin, customer):
    rule = rules.add_list(by=admin, name="Words", does="refuse", lines=["casino"])
    rules.change_rule(rule.key, by=admin, is_on=False)
    assert say("answer", "the casino").is_published
    assert no_thrown_away_mail("dora@mailinator.com")


def test_only_admins_change_rules(moderator, customer, author):
    for person in (moderator, customer, author):
        with pytest.raises(PermissionDenied):
            rules.change_rule("links", by=person, is_on=True)
        with pytest.raises(PermissionDenied):
            rules.add_list(by=person, name="Mine", lines=["x y"])


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("links", {"does": "replace"}),
        ("links", {"most": 3}),
        ("first_posts", {"most": 0}),
        ("first_posts", {"most": "2"}),
        ("flood", {"severity": 6}),
        ("flood", {"parts": ["nowhere"]}),
        ("mail", {"refused": ["no domain"]}),
    ],
)
def test_what_makes_no_sense_is_not_kept(key, wanted, admin):
    with pytest.raises(ValidationError):
        rules.change_rule(key, by=admin, **wanted)


def test_kinds_are_what_the_ways_say(say):
    assert [type(say(way, f"Plain {way}")) for way in WAYS] == [Topic, Answer, Comment]


def test_conversations_count_for_no_limit_and_only_their_words_are_looked_at(admin, customer, colleague, say, watch):
    from chat.actions import direct_room, send_message

    for key in ("first_posts", "flood", "files", "links", "same_text"):
        rules.change_rule(key, by=admin, is_on=True)
    watch("hold", "casino*")
    watch("refuse", "roulette")
    room = direct_room(by=colleague, people=[customer])
    for _again in range(6):
        sent = send_message(
            room, by=customer, body="![x](https://x.example/a.png) https://a.example https://b.example casino"
        )
        assert sent.is_published
    with pytest.raises(ValidationError):
        send_message(room, by=customer, body="The roulette")
    assert not Case.objects.exists()
    assert say("answer", "The first of them here").is_held  # one topic came out before; messages are none
