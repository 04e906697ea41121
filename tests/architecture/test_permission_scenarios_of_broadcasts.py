"""The scenarios of docs/permissions.md about broadcasts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from feeds.broadcasts.actions import acknowledge, let_expire, name_broadcaster, name_delegate, publish_broadcast
from feeds.broadcasts.aims import Aim
from feeds.broadcasts.asked import actions as asked
from feeds.broadcasts.asked import merging
from feeds.broadcasts.delivering import deliver
from feeds.broadcasts.spread.mailing import mail_to_all
from feeds.broadcasts.spread.twins import Words, write_twin
from feeds.models import Broadcast, BroadcastQuestion, Post, Reach, Twin
from intranet.content.actions import delete_entry
from intranet.content.models import Entry
from intranet.content.policies import can_comment
from intranet.content.when import When
from intranet.conversation.votes import vote_for
from intranet.notifications.banner.actions import set_banner, take_banner_down
from intranet.spaces.audiences import ORG


def sent(by, aim, **said) -> Broadcast:
    made = publish_broadcast(**{"by": by, "aim": aim, "title": "Keys", "body": "At the desk.", **said})
    deliver(made)
    return Broadcast.objects.get(pk=made.pk)


def test_151_broadcasts_are_sent_where_one_has_the_right_and_nowhere_else(author, admin, colleague, outsider, lab):
    sent(author, Aim(spaces=[lab]))
    for person, aim in ((author, Aim(ORG)), (colleague, Aim(spaces=[lab])), (outsider, Aim(people=[colleague]))):
        with pytest.raises(PermissionDenied):
            sent(person, aim)
    name_broadcaster(colleague, by=author, space=lab)
    sent(colleague, Aim(spaces=[lab]))
    with pytest.raises(PermissionDenied):
        name_broadcaster(outsider, by=author)
    sent(admin, Aim(ORG))


def test_152_a_broadcast_is_read_by_those_it_is_for_and_nobody_replies(admin, colleague, outsider, customer, as_):
    made = sent(admin, Aim(people=[colleague]))
    assert as_(colleague).get(made.get_absolute_url()).status_code == 200
    for person in (outsider, customer):
        assert as_(person).get(made.get_absolute_url()).status_code == 404
    for person in (admin, colleague):
        assert not can_comment(person, made)


def test_153_what_customers_write_of_themselves_lets_them_into_no_broadcast(admin, colleague, customer, as_):
    colleague.location = customer.location = "Torino"
    colleague.save()
    customer.save()
    made = sent(admin, Aim(places=["Torino"]))
    assert set(Reach.objects.filter(broadcast=made).values_list("person", flat=True)) == {colleague.pk}
    assert not Entry.objects.visible_to(customer).filter(pk=made.pk).exists()
    assert as_(customer).get(made.get_absolute_url()).status_code == 404


def test_154_in_another_ones_name_writes_only_whom_they_named_and_both_are_shown(admin, author, colleague, as_):
    with pytest.raises(PermissionDenied):
        sent(admin, Aim(ORG), signed_by=author)
    name_delegate(admin, by=author)
    made = sent(admin, Aim(ORG), signed_by=author)
    assert "Ada Bianchi, written by Aldo Greco" in as_(colleague).get(made.get_absolute_url()).content.decode()


def test_155_whom_a_broadcast_reached_is_told_to_who_sent_it_and_not_to_its_readers(author, admin, colleague, lab, as_):
    made = sent(author, Aim(spaces=[lab]), must_acknowledge=True)
    acknowledge(made, by=colleague)
    answers = {who: as_(who).get(f"/broadcasts/{made.pk}/reach.csv").status_code for who in (author, colleague, admin)}
    assert answers == {author: 200, colleague: 403, admin: 404}


def test_168_whoever_reads_it_asks_and_who_sent_it_answers(author, admin, colleague, outsider, lab, as_):
    made = sent(author, Aim(spaces=[lab]))
    question = asked.ask(made, by=colleague, body="Until when?")
    vote_for(question, by=author)
    assert as_(outsider).get(f"/broadcasts/{made.pk}/questions/").status_code == 404
    for person in (outsider, colleague, admin):
        with pytest.raises(PermissionDenied):
            asked.answer(question, by=person, words="Until five.")
    assert asked.answer(question, by=author, words="Until five.").is_answered
    let_expire(made, by=author)
    with pytest.raises(PermissionDenied, match="expired"):
        asked.ask(made, by=colleague, body="And after that?")


def test_169_the_public_word_is_its_keepers_until_it_is_out_and_tells_nothing_of_the_broadcast(
    author, colleague, admin, lab, guest, as_
):
    later = When.at(now() + timedelta(days=1), "Europe/Rome")
    made = publish_broadcast(
        by=author, aim=Aim(spaces=[lab]), title="Keys", body="At the desk.", when=later, twin=Words("Open", "Come in.")
    )
    for person in (colleague, admin):
        assert as_(person).get(f"/broadcasts/{made.pk}/twin/").status_code == 404
    assert as_(author).get(f"/broadcasts/{made.pk}/twin/").status_code == 200
    assert not Post.objects.exists()
    out = sent(author, Aim(spaces=[lab]), title="Alarm code", body="1234", twin=Words("Shut", "All day."))
    with pytest.raises(PermissionDenied):
        write_twin(out, by=colleague, words=Words("Shut", "All week."))
    public = Post.objects.visible_to(guest).get()
    assert (public.title, public.body) == ("Shut", "All day.")
    page = as_(guest).get(public.get_absolute_url()).text
    assert "1234" not in page
    assert "Alarm code" not in page


def test_170_the_public_word_goes_with_its_broadcast_unless_it_is_left_standing(author, lab, guest, as_):
    goes = sent(author, Aim(spaces=[lab]), twin=Words("It goes", "Soon."))
    stays = sent(author, Aim(spaces=[lab]), twin=Words("It stays", "Long.", stays=True))
    for made in (goes, stays):
        delete_entry(made, by=author)
    addresses = [f"/posts/{Twin.objects.get(broadcast=made).post_id}/" for made in (goes, stays)]
    assert [as_(guest).get(address).status_code for address in addresses] == [410, 200]
    for path in ("/news/", "/news/atom/", "/feeds/public.atom"):
        said = as_(guest).get(path).text
        assert "It goes" not in said, path
        assert "It stays" in said, path


def test_171_who_sent_it_has_it_mailed_and_the_log_gives_no_title_away(author, admin, colleague, lab, as_):
    made = sent(author, Aim(spaces=[lab]), title="Alarm code")
    with pytest.raises(PermissionDenied):
        mail_to_all(made, by=colleague, reason="I like it")
    mail_to_all(made, by=author, reason="The door is open")
    for person in (author, colleague):
        assert as_(person).get("/broadcasts/mailings/").status_code == 403
    log = as_(admin).get("/broadcasts/mailings/").text
    assert "The door is open" in log
    assert "Alarm code" not in log


def test_172_only_admins_put_the_banner_up_and_it_is_read_by_those_it_is_for(admin, moderator, author, guest, as_):
    for person in (moderator, author):
        with pytest.raises(PermissionDenied):
            set_banner(by=person, text="Slow on Saturday")
    set_banner(by=admin, text="Slow on Saturday", shown_to="staff")
    assert "Slow on Saturday" in as_(author).get("/").text
    assert "Slow on Saturday" not in as_(guest).get("/news/").text
    with pytest.raises(PermissionDenied):
        take_banner_down(by=author)


def test_185_who_answers_joins_and_parts_questions_and_both_are_read_by_the_same(author, colleague, outsider, lab):
    made, other = sent(author, Aim(spaces=[lab])), sent(author, Aim(spaces=[lab]), title="Elsewhere")
    first, second = (asked.ask(made, by=colleague, body=words) for words in ("On Fridays?", "Fridays, too?"))
    elsewhere = asked.ask(other, by=colleague, body="Here as well?")
    for person in (colleague, outsider):
        with pytest.raises(PermissionDenied):
            merging.merge(second, into=first, by=person)
    with pytest.raises(PermissionDenied):
        merging.merge(second, into=elsewhere, by=author)
    merging.merge(second, into=first, by=author)
    for question in (first, second):
        assert Entry.objects.visible_to(colleague).filter(pk=question.pk).exists()
        assert not Entry.objects.visible_to(outsider).filter(pk=question.pk).exists()
    with pytest.raises(PermissionDenied):
        merging.undo_merge(BroadcastQuestion.objects.get(pk=second.pk), by=colleague)
