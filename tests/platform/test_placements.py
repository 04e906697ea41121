"""One entry in several spaces, with one discussion; and moving it from one to another."""

from __future__ import annotations

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from feeds.actions import publish_post
from feeds.cards import shelf
from feeds.timeline import home_entries, space_entries
from intranet.accounts.models import User
from intranet.content import actions
from intranet.content.kinds import real
from intranet.content.models import Entry, Pin, Placement
from intranet.content.places import Place, effect_of_moving, effect_of_showing
from intranet.content.reviews import reviews_of
from intranet.conversation.actions import add_comment
from intranet.moderation.actions import hide, restore
from intranet.realtime.gates import may_follow
from intranet.realtime.models import Frame
from intranet.search.queries import search
from intranet.spaces import actions as spaces
from intranet.spaces.audiences import audiences_of, forget, people_in
from intranet.spaces.models import Circle, Space
from tests import factories
from tests.platform.threads import together

pytestmark = pytest.mark.django_db

CAST = ["author", "colleague", "outsider", "customer", "other_customer", "moderator", "admin", "deactivated", "guest"]


@pytest.fixture
def everyone(request):
    return {name: request.getfixturevalue(name) for name in CAST}


def fresh(person):
    return User.objects.get(pk=person.pk) if person.is_authenticated else AnonymousUser()


@pytest.fixture
def kitchen(author, outsider):
    """A closed space of Ada and Cleo."""
    return factories.a_space("Kitchen", owner=author, members=(outsider,), visibility="closed")


@pytest.fixture
def shared(author, lab, kitchen):
    """Ada's post in the lab that the kitchen shows too, with a comment from before."""
    post = publish_post(by=author, space=lab, title="Kanarienvogel", body="In two rooms")
    add_comment(post, by=author, body="Said before")
    actions.place_entry(post, by=author, space=kitchen)
    return Entry.objects.get(pk=post.pk)


def readers(entry, everyone) -> set[str]:
    return {who for who, one in everyone.items() if Entry.objects.visible_to(fresh(one)).filter(pk=entry.pk).exists()}


def test_who_reads_either_space_reads_it_and_its_one_discussion(shared, everyone, outsider, as_, kitchen):
    assert readers(shared, everyone) == {"author", "colleague", "outsider"}
    [comment] = Entry.objects.filter(root=shared)
    assert readers(comment, everyone) == {"author", "colleague", "outsider"}
    add_comment(real(shared), by=fresh(outsider), body="From the kitchen")
    page = as_(outsider).get(f"/posts/{shared.pk}/").content.decode()
    assert "Said before" in page
    assert "From the kitchen" in page


def test_it_stands_in_both_feeds_and_at_home(shared, lab, kitchen, author, colleague, outsider):
    for person, space in ((colleague, lab), (outsider, kitchen), (author, lab), (author, kitchen)):
        assert space_entries(space, fresh(person)).filter(pk=shared.pk).exists()
        assert home_entries(fresh(person)).filter(pk=shared.pk).exists()


def test_at_home_it_stands_for_who_joined_one_of_its_spaces_and_not_for_who_could_walk_in(author, lab, plaza, outsider):
    post = publish_post(by=author, space=lab, title="Two rooms", body="One of them is open.")
    actions.place_entry(post, by=author, space=plaza)
    assert Entry.objects.visible_to(fresh(outsider)).filter(pk=post.pk).exists()
    assert not home_entries(fresh(outsider)).filter(pk=post.pk).exists()
    spaces.join_space(plaza, by=fresh(outsider))
    assert home_entries(fresh(outsider)).filter(pk=post.pk).exists()


def test_it_is_new_in_the_rail_of_both_spaces(shared, as_, colleague, outsider, rf):
    from feeds.rail import spaces as rail_of

    for person, name in ((colleague, "Lab"), (outsider, "Kitchen")):
        request = rf.get("/")
        request.user = fresh(person)
        assert {row["name"]: row["unread"] for row in rail_of(request)}[name] == 1


def test_what_happens_to_it_is_said_in_both_spaces(shared, lab, kitchen, author):
    for space in (lab, kitchen):
        assert Frame.objects.filter(stream=space.audience, event="feeds.post.placed").exists()
    actions.delete_entry(real(shared), by=author)
    for space in (lab, kitchen):
        assert Frame.objects.filter(stream=space.audience, event="feeds.post.deleted").exists()


def test_search_finds_it_for_the_new_readers(shared, outsider, run_jobs, settings, tmp_path):
    run_jobs()
    assert [entry.pk for entry in search(fresh(outsider), "Kanarienvogel").entries] == [shared.pk]


def test_taken_out_again_it_is_as_it_was(shared, everyone, author, lab, kitchen, outsider):
    actions.unplace_entry(real(shared), by=author, space=kitchen)
    shared.refresh_from_db()
    assert shared.audience == lab.audience
    assert readers(shared, everyone) == {"author", "colleague"}
    assert {entry.audience for entry in Entry.objects.filter(root=shared)} == {lab.audience}
    assert not may_follow(fresh(outsider), shared.key)
    assert actions.unplace_entry(real(shared), by=author, space=kitchen) is False


def test_the_same_spaces_are_one_circle(shared, author, colleague, lab, kitchen):
    other = publish_post(by=author, space=kitchen, body="The other way round")
    actions.place_entry(other, by=author, space=lab)
    assert Entry.objects.get(pk=other.pk).audience == shared.audience
    assert Circle.objects.count() == 1


def test_placing_twice_is_once(shared, author, kitchen, lab):
    assert actions.place_entry(real(shared), by=author, space=kitchen) is False
    assert actions.place_entry(real(shared), by=author, space=lab) is False
    assert Placement.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_placing_at_once_in_two_spaces_and_twice_is_each_once(author, lab, kitchen, plaza):
    post = publish_post(by=author, space=lab, body="x")

    def place(space):
        return actions.place_entry(real(Entry.objects.get(pk=post.pk)), by=fresh(author), space=space)

    made = together(*[lambda: place(kitchen)] * 3, *[lambda: place(plaza)] * 3)
    assert sum(made) == 2
    post.refresh_from_db()
    all_three = ",".join(map(str, sorted([lab.pk, plaza.pk, kitchen.pk])))
    assert Circle.objects.get(of_spaces=all_three).audience == post.audience


# --- Who may ---------------------------------------------------------------------------------------------------------


def test_the_author_or_who_keeps_order_at_home_places_it_where_they_may_post(author, colleague, outsider, lab, kitchen):
    post = publish_post(by=colleague, space=lab, body="Ben's")
    with pytest.raises(PermissionDenied):
        actions.place_entry(post, by=fresh(colleague), space=kitchen)
    assert actions.place_entry(post, by=fresh(author), space=kitchen)
    with pytest.raises(PermissionDenied):
        actions.place_entry(post, by=fresh(outsider), space=factories.a_space("Cellar", owner=outsider))


def test_a_reader_does_not_carry_others_words_elsewhere(author, colleague, lab):
    post = publish_post(by=author, space=lab, body="Ada's")
    bens = factories.a_space("Bens", owner=colleague)
    with pytest.raises(PermissionDenied):
        actions.place_entry(post, by=fresh(colleague), space=bens)


def test_moderators_of_the_second_space_take_it_out_but_do_not_hide_it(author, colleague, lab):
    cellar = factories.a_space("Cellar", owner=colleague, members=(author,), visibility="closed")
    post = publish_post(by=author, space=lab, body="x")
    actions.place_entry(post, by=fresh(author), space=cellar)
    with pytest.raises(PermissionDenied):
        hide(real(post), by=fresh(colleague), reason="Not here.")
    assert actions.unplace_entry(real(post), by=fresh(colleague), space=cellar)


def test_who_only_reads_it_does_not_take_it_out(shared, outsider, colleague, kitchen):
    for person in (outsider, colleague):
        with pytest.raises(PermissionDenied):
            actions.unplace_entry(real(shared), by=fresh(person), space=kitchen)


def test_hidden_by_who_keeps_order_at_home_it_is_gone_from_both(colleague, author, lab, kitchen, everyone):
    post = publish_post(by=colleague, space=lab, body="x")
    actions.place_entry(post, by=fresh(author), space=kitchen)
    hide(real(post), by=fresh(author), reason="Not here.")
    assert readers(post, everyone) == {"author", "colleague"}
    assert set(reviews_of(fresh(author))) == {f"review_{post.pk}"}
    restore(real(Entry.objects.get(pk=post.pk)), by=fresh(author))
    assert "outsider" in readers(post, everyone)


@pytest.mark.parametrize(
    ("home", "other"), [("vault", "lab"), ("lab", "porch"), ("plaza", "porch"), ("vault", "porch")]
)
def test_where_its_home_must_not_be_known_it_is_not_shown(home, other, request, author):
    home, other = request.getfixturevalue(home), request.getfixturevalue(other)
    post = publish_post(by=author, space=home, body="x")
    with pytest.raises(PermissionDenied):
        actions.place_entry(post, by=author, space=other)


def test_a_secret_space_that_shows_it_is_not_named_to_others(author, colleague, plaza, vault, as_):
    post = publish_post(by=author, space=plaza, body="Open words")
    actions.place_entry(post, by=author, space=vault)
    for path in (f"/posts/{post.pk}/", "/spaces/plaza/", f"/entries/{post.pk}/menu/"):
        page = as_(colleague).get(path)
        assert page.status_code == 200
        assert "Vault" not in page.content.decode()
    assert "Vault" in as_(author).get(f"/posts/{post.pk}/").content.decode()
    assert "also in" in as_(author).get("/spaces/plaza/").content.decode()


def test_a_space_that_becomes_secret_lends_nothing_any_more(author, plaza, lab, everyone):
    post = publish_post(by=author, space=plaza, body="x")
    actions.place_entry(post, by=author, space=lab)
    spaces.change_space(plaza, by=author, visibility=Space.Visibility.SECRET)
    assert not Placement.objects.exists()
    assert readers(post, everyone) == {"author"}


def test_a_space_that_opens_to_the_street_does_not_take_the_house_along(author, plaza, lab, everyone):
    post = publish_post(by=author, space=lab, body="x")
    actions.place_entry(post, by=author, space=plaza)
    spaces.change_space(plaza, by=author, visibility=Space.Visibility.COMMUNITY)
    assert readers(post, everyone) == {"author", "colleague"}


def test_more_than_enough_places_are_refused(author, lab):
    post = publish_post(by=author, space=lab, body="x")
    for number in range(actions.MOST_PLACEMENTS):
        actions.place_entry(post, by=author, space=factories.a_space(f"Room {number}", owner=author))
        forget(author)
    with pytest.raises(ValidationError):
        actions.place_entry(post, by=author, space=factories.a_space("One more", owner=author))


# --- The rule, for every pair of spaces ------------------------------------------------------------------------------


@pytest.mark.parametrize(("home", "other"), list(itertools.permutations(["lab", "plaza", "porch", "vault"], 2)))
def test_for_every_pair_the_readers_are_those_of_either_and_all_ways_of_asking_agree(home, other, request, everyone):
    author = everyone["author"]
    home, other = request.getfixturevalue(home), request.getfixturevalue(other)
    post = publish_post(by=author, space=home, body="x")
    one = readers(publish_post(by=author, space=home, body="x"), everyone)
    two = readers(publish_post(by=author, space=other, body="x"), everyone)
    try:
        actions.place_entry(post, by=author, space=other)
    except PermissionDenied:
        assert readers(post, everyone) == one
        return
    post.refresh_from_db()
    assert readers(post, everyone) == one | two
    held = {name for name, person in everyone.items() if post.audience in audiences_of(fresh(person))}
    assert held == one | two
    known = set(people_in(post.audience).values_list("pk", flat=True))
    told = {name for name, person in everyone.items() if person.is_authenticated and person.pk in known}
    assert held - {"guest"} == told
    actions.unplace_entry(real(post), by=author, space=other)
    assert readers(post, everyone) == one


# --- Moving ----------------------------------------------------------------------------------------------------------


def test_moved_it_takes_its_discussion_along_and_its_links_keep_working(author, outsider, lab, kitchen, as_, everyone):
    post = publish_post(by=author, space=lab, body="x")
    comment = add_comment(post, by=author, body="y")
    actions.pin_entry(post, by=author, space=lab)
    actions.move_entry(post, by=author, space=kitchen, audience=kitchen.audience)
    assert readers(post, everyone) == {"author", "outsider"}
    comment.refresh_from_db()
    assert (comment.space_id, comment.audience) == (kitchen.pk, kitchen.audience)
    assert as_(outsider).get(f"/entries/{post.pk}/").status_code == 302
    assert as_(outsider).get(f"/posts/{post.pk}/").status_code == 200
    assert not Pin.objects.exists()


def test_moved_into_the_space_that_shows_it_it_stands_there_alone(shared, author, kitchen, everyone):
    actions.move_entry(real(shared), by=author, space=kitchen, audience=kitchen.audience)
    shared.refresh_from_db()
    assert shared.audience == kitchen.audience
    assert not Placement.objects.exists()


def test_moved_on_it_stays_where_else_it_is_shown(shared, author, plaza, kitchen, everyone):
    actions.move_entry(real(shared), by=author, space=plaza, audience=plaza.audience)
    assert [placement.space for placement in Placement.objects.all()] == [kitchen]
    assert readers(shared, everyone) == {"author", "colleague", "outsider", "moderator", "admin"}


def test_moved_into_a_secret_space_it_is_shown_nowhere_else(shared, author, vault, everyone):
    actions.move_entry(real(shared), by=author, space=vault, audience=vault.audience)
    assert not Placement.objects.exists()
    assert readers(shared, everyone) == {"author"}


def test_before_one_moves_it_one_is_told_who_gains_and_who_loses(author, lab, kitchen, porch, colleague, outsider):
    post = publish_post(by=author, space=lab, body="x")
    effect = effect_of_moving(post, Place(kitchen.audience, "Kitchen", kitchen))
    assert (effect.gain, effect.lose, effect.everybody) == (1, 1, False)
    assert effect_of_showing(post, Place(kitchen.audience, "Kitchen", kitchen)).lose == 0
    assert effect_of_moving(post, Place(porch.audience, "Porch", porch)).everybody


def test_the_dialog_moves_it_in_two_steps(author, lab, kitchen, as_, colleague):
    post = publish_post(by=author, space=lab, body="x")
    mine = as_(author)
    path = f"/entries/{post.pk}/move/"
    assert "Kitchen" in mine.get(path, headers={"HX-Request": "true"}).content.decode()
    told = mine.get(path, {"to": kitchen.audience}).content.decode()
    assert "1 person who reads it now will not any more." in told
    assert mine.post(path, {"to": kitchen.audience}).status_code == 302
    assert Entry.objects.get(pk=post.pk).space_id == kitchen.pk
    assert mine.post(path, {"to": "space_999"}).status_code == 403
    assert as_(colleague).get(path).status_code == 404


def test_the_dialog_shows_it_in_another_space_and_takes_it_out(author, lab, plaza, as_):
    post = publish_post(by=author, space=lab, body="x")
    mine = as_(author)
    told = mine.get(f"/entries/{post.pk}/places/", {"to": plaza.audience}).content.decode()
    assert "more pe" in told or "same people" in told
    assert mine.post(f"/entries/{post.pk}/places/", {"to": plaza.audience}).status_code == 302
    assert Placement.objects.count() == 1
    assert "No longer show in Plaza" in mine.get(f"/entries/{post.pk}/menu/").content.decode()
    assert mine.post(f"/entries/{post.pk}/places/{plaza.pk}/remove/").status_code == 302
    assert not Placement.objects.exists()


def test_lists_cost_the_same_for_one_shared_post_and_for_many(author, lab, plaza, moderator, as_, queries_stay_flat):
    reader = as_(moderator)

    def visit():
        shelf.clear()
        reader.get("/spaces/plaza/")
        reader.get("/tags/fans/")

    def grow():
        actions.place_entry(publish_post(by=author, space=lab, body="x #fans"), by=fresh(author), space=plaza)

    queries_stay_flat(visit, grow)
