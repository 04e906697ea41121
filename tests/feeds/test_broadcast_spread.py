"""Where a broadcast goes besides: the public in other words, mail to everybody, and the calendar."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils.timezone import localdate, now

from feeds.broadcasts import actions
from feeds.broadcasts.aims import Aim
from feeds.broadcasts.spread import mailing, news, twins
from feeds.broadcasts.spread.jobs import write_to_news_reader
from feeds.broadcasts.spread.twins import Words
from feeds.models import Broadcast, Mailed, NewsReader, NewsSent, Post, Twin
from intranet.accounts.actions import deactivate
from intranet.content.actions import release_due
from intranet.content.when import When
from intranet.moderation.lanes.calendar import planned
from intranet.notifications.actions.receiving import Outcome, take_mail
from tests.platform.mail_world import REPLY_ADDRESS, proven

pytestmark = pytest.mark.django_db
WORDS = Words("We close on 6 December", "The *desk* is closed that day.")


@pytest.fixture
def sent(author, lab):
    return actions.publish_broadcast(by=author, title="Closed on the sixth", body="Inside.", aim=Aim(spaces=[lab]))


def later(days=1):
    return When.at(now() + timedelta(days=days), "Europe/Rome")


# --- The public twin -------------------------------------------------------------------------------------------------


def test_the_twin_comes_out_in_the_same_moment_with_words_of_its_own(author, lab, guest):
    made = actions.publish_broadcast(
        by=author, title="Closed on the sixth", body="The key is under the mat.", aim=Aim(spaces=[lab]), twin=WORDS
    )
    twin = Twin.objects.get(broadcast=made)
    post = Post.objects.visible_to(guest).get(pk=twin.post_id)
    assert (post.title, post.audience) == (WORDS.title, "public")
    for path in ("/news/", "/news/atom/", post.get_absolute_url(), "/feeds/public.atom"):
        said = Client().get(path).content.decode()
        assert "We close on 6 December" in said, path
        assert "under the mat" not in said, path
        assert "sixth" not in said, path


def test_what_waits_keeps_its_twin_back_until_both_come_out(author, lab, time_machine):
    made = actions.publish_broadcast(by=author, title="Closed", body="In.", aim=Aim(spaces=[lab]), when=later())
    twins.write_twin(made, by=author, words=WORDS)
    assert not news.public_news().exists()
    time_machine.move_to(now() + timedelta(days=1, minutes=1))
    assert release_due(Broadcast.objects.get(pk=made.pk))
    assert news.public_news().get().title == WORDS.title
    assert Twin.objects.get().released_at is not None


def test_a_broadcast_that_fails_takes_its_twin_with_it(author, lab, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("feeds.broadcasts.delivering.record", fail)
    with pytest.raises(RuntimeError):
        actions.publish_broadcast(by=author, title="Closed", body="In.", aim=Aim(spaces=[lab]), twin=WORDS)
    assert not Post.objects.exists()
    assert not Twin.objects.exists()


def test_only_who_keeps_the_broadcast_writes_its_twin_and_once_out_it_is_changed_where_it_stands(
    sent, author, colleague, as_
):
    with pytest.raises(PermissionDenied):
        twins.write_twin(sent, by=colleague, words=WORDS)
    assert as_(colleague).get(f"/broadcasts/{sent.pk}/twin/").status_code == 403
    response = as_(author).post(f"/broadcasts/{sent.pk}/twin/", {"title": "", "body": "Kept words"})
    assert response.status_code == 422
    assert b"Kept words" in response.content
    assert (
        as_(author).post(f"/broadcasts/{sent.pk}/twin/", {"title": "Closed", "body": "On the 6th."}).status_code == 302
    )
    with pytest.raises(PermissionDenied, match="public already"):
        twins.write_twin(sent, by=author, words=WORDS)


def test_a_twin_that_was_dropped_tells_nobody_anything(author, lab):
    made = actions.publish_broadcast(by=author, title="Closed", body="In.", aim=Aim(spaces=[lab]), when=later())
    twins.write_twin(made, by=author, words=WORDS)
    assert twins.drop_twin(made, by=author)
    assert not twins.drop_twin(made, by=author)
    assert not Twin.objects.exists()


# --- News by mail, without an account ---------------------------------------------------------------------------------


def link_in(letter) -> str:
    return re.search(r"https?://[^\s]+?(/news/[^\s]+)", letter.body)[1]


def asks(email: str) -> None:
    Client().post("/news/subscribe/", {"email": email})
    for reader in NewsReader.objects.filter(email=email):
        write_to_news_reader.call(reader_id=reader.pk)


def test_news_goes_to_confirmed_mailboxes_once_and_one_press_ends_it(author, lab):
    asks("gina@example.org")
    letter = mail.outbox[-1]
    Client().get(link_in(letter))
    assert NewsReader.objects.get().confirmed_at is None, "a look is no press"
    Client().post(link_in(letter))
    actions.publish_broadcast(by=author, title="Closed", body="In.", aim=Aim(spaces=[lab]), twin=WORDS)
    twin = Twin.objects.get()
    before = len(mail.outbox)
    assert news.mail_portion(twin.pk, 0) == NewsReader.objects.get().pk
    news.mail_portion(twin.pk, 0)
    assert [one.subject for one in mail.outbox[before:]] == [WORDS.title]
    one = mail.outbox[-1]
    assert one.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = re.search(r"/news/leave/[^>\s]+", one.extra_headers["List-Unsubscribe"])[0]
    Client(enforce_csrf_checks=True).post(leave, {"List-Unsubscribe": "One-Click"})
    assert not NewsReader.objects.exists()
    assert not NewsSent.objects.exists()


def answer_to(address: str, *, by: str = "gina@example.org", **head: str) -> Outcome:
    head = {"From": by, "To": address, "Subject": "Re: News", "Message-ID": f"<{address}>"} | head
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in head.items())
    return take_mail(f"{lines}\r\nYes please.\r\n".encode(), to=address)


def test_the_letter_that_asks_is_confirmed_by_answering_it_and_a_mail_ends_the_news(settings, author, lab):
    settings.REPLY_ADDRESS = REPLY_ADDRESS
    asks("gina@example.org")
    letter = mail.outbox[-1]
    assert "answer this mail" in letter.body
    confirms = letter.extra_headers["Reply-To"]
    assert len(confirms.partition("@")[0]) <= 64
    assert answer_to(confirms, Auto_Submitted="auto-replied") == Outcome.TAKEN
    assert NewsReader.objects.get().confirmed_at is None, "who is on holiday has not asked for it"
    assert answer_to(confirms) == answer_to(confirms.upper()) == Outcome.TAKEN
    assert NewsReader.objects.get().confirmed_at is not None
    actions.publish_broadcast(by=author, title="Closed", body="In.", aim=Aim(spaces=[lab]), twin=WORDS)
    news.mail_portion(Twin.objects.get().pk, 0)
    ends = re.search(r"<mailto:([^>]+)>", mail.outbox[-1].extra_headers["List-Unsubscribe"])[1]
    assert answer_to(ends) == answer_to(ends) == Outcome.TAKEN
    assert not NewsReader.objects.exists()


def test_what_was_made_for_one_list_one_purpose_or_another_address_does_nothing_by_mail(settings):
    settings.REPLY_ADDRESS = REPLY_ADDRESS
    asks("gina@example.org")
    confirms = mail.outbox[-1].extra_headers["Reply-To"]
    token = confirms.partition("+")[2]
    for wrong in (f"news-leave+{token}", f"release-confirm+{token}", "news-confirm+aaaa@meridiana.example"):
        assert answer_to(wrong) == Outcome.NO_SUCH_ADDRESS
    assert NewsReader.objects.get().confirmed_at is None
    NewsReader.objects.update(email="emil@example.org")
    assert answer_to(confirms) == Outcome.TAKEN
    assert NewsReader.objects.get().confirmed_at is None, "the number is somebody else's now"
    NewsReader.objects.update(email="gina@example.org", asked_at=now() - timedelta(days=8))
    answer_to(confirms)
    assert NewsReader.objects.get().confirmed_at is None, "seven days are over"


def test_a_word_of_the_releases_opens_nothing_of_the_news(db):
    from ideas.models import Subscriber
    from ideas.releases.subscribing import RELEASES

    reader = Subscriber.objects.create(email="gina@example.org")
    word = RELEASES.leave_url(reader).rstrip("/").rsplit("/", 1)[1]
    NewsReader.objects.create(pk=reader.pk, email="emil@example.org")
    assert Client().post(f"/news/leave/{word}/").status_code == 404
    assert NewsReader.objects.exists()


def test_what_was_taken_back_meanwhile_is_mailed_to_nobody(author, lab):
    NewsReader.objects.create(email="gina@example.org", confirmed_at=now())
    actions.publish_broadcast(by=author, title="Closed", body="In.", aim=Aim(spaces=[lab]), twin=WORDS)
    twin = Twin.objects.get()
    Post.objects.filter(pk=twin.post_id).update(state="deleted", audience="nobody")
    assert news.mail_portion(twin.pk, 0) == 0
    assert not NewsSent.objects.exists()


# --- Mail to everybody ------------------------------------------------------------------------------------------------


def test_it_goes_to_everybody_with_a_mailbox_once_and_is_written_down(sent, author, colleague, admin, as_):
    proven(author, colleague)
    made = mailing.mail_to_all(sent, by=author, reason="The door is broken")
    before = len(mail.outbox)
    for _twice in range(2):
        last = 0
        while last := mailing.mail_portion(made.pk, last):
            pass
    made.refresh_from_db()
    assert made.done_at is not None
    sent_to = sorted(one.to[0] for one in mail.outbox[before:])
    assert colleague.email in sent_to
    assert len(sent_to) == len(set(sent_to)) == Mailed.objects.filter(mailing=made, sent_at__isnull=False).count()
    log = as_(admin).get("/broadcasts/mailings/").content.decode()
    assert "The door is broken" in log
    assert author.name in log
    assert "Closed on the sixth" not in log, "an admin who may not read it is not told its title"
    assert as_(author).get("/broadcasts/mailings/").status_code == 403


def test_one_broadcast_is_mailed_once_a_week_and_one_person_has_two_mailed_a_day(sent, author, lab):
    mailing.mail_to_all(sent, by=author, reason="Now")
    with pytest.raises(PermissionDenied, match="last week"):
        mailing.mail_to_all(sent, by=author, reason="Again")
    others = [
        actions.publish_broadcast(by=author, title=f"Word {n}", body="In.", aim=Aim(spaces=[lab])) for n in range(2)
    ]
    mailing.mail_to_all(others[0], by=author, reason="Now")
    with pytest.raises(PermissionDenied, match="as many as go out"):
        mailing.mail_to_all(others[1], by=author, reason="Now")


def test_who_merely_reads_it_has_it_mailed_to_nobody_and_a_reason_is_asked_for(sent, author, colleague, as_):
    with pytest.raises(PermissionDenied, match="who sent it"):
        mailing.mail_to_all(sent, by=colleague, reason="I like it")
    with pytest.raises(ValidationError):
        mailing.mail_to_all(sent, by=author, reason=" ")
    assert as_(colleague).get(f"/broadcasts/{sent.pk}/mail/").status_code == 403
    assert as_(author).get(f"/broadcasts/{sent.pk}/mail/").status_code == 200


def test_who_has_left_between_order_and_mail_gets_none(sent, author, colleague, admin):
    proven(author, colleague)
    made = mailing.mail_to_all(sent, by=author, reason="Now")
    deactivate(colleague, by=admin)
    before = len(mail.outbox)
    mailing.mail_portion(made.pk, 0)
    assert colleague.email not in [one.to[0] for one in mail.outbox[before:]]


# --- The calendar -----------------------------------------------------------------------------------------------------


def test_the_calendar_has_the_day_of_acknowledgement_for_who_reads_it(author, colleague, outsider, lab):
    day = localdate() + timedelta(days=3)
    actions.publish_broadcast(
        by=author, title="Read this", body="In.", aim=Aim(spaces=[lab]), must_acknowledge=True, acknowledge_by=day
    )
    assert [one.title for one in planned(colleague, day, day) if one.sort == "broadcast"] == ["Read this"]
    assert not [one for one in planned(outsider, day, day) if one.sort == "broadcast"]
    assert not list(planned(colleague, day + timedelta(days=1), day + timedelta(days=2)))
