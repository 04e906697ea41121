"""Posting: where one may, once however often one presses, and with nothing lost when it is refused."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from feeds.actions import publish_post
from feeds.models import Post
from feeds.policies import places_to_post
from intranet.content.files.uploads import store_upload
from intranet.core.models import SiteSettings
from intranet.realtime.models import Frame
from intranet.spaces import actions as space_actions
from tests.platform.files_of_strangers import PDF, upload
from tests.platform.threads import together

pytestmark = pytest.mark.django_db


def compose(**changes) -> dict[str, str]:
    return {"body": "The **oven** is warm. #bakery", "audience": "org", "client_id": str(uuid.uuid4()), **changes}


# --- Where -----------------------------------------------------------------------------------------------------------


def test_staff_post_to_all_staff_and_to_the_spaces_they_are_in(author, lab, plaza, porch, vault):
    assert [place.label for place in places_to_post(author)] == [
        "All staff",
        "Lab",
        "Plaza",
        "Porch (public)",
        "Vault",
        "Staff and all customers",
        "Everyone, also without an account",
    ]


def test_who_has_joined_nothing_posts_to_all_staff_or_to_the_street(outsider, lab, plaza, porch, vault):
    assert [place.audience for place in places_to_post(outsider)] == ["org", "customers", "public"]


def test_where_more_people_read_than_one_might_think_that_is_said(author, lab, plaza, porch):
    said = {place.label: place.warning for place in places_to_post(author)}
    assert said["All staff"] == said["Lab"] == ""
    assert said["Plaza"].startswith("All staff can read this")
    for label in ("Porch (public)", "Staff and all customers", "Everyone, also without an account"):
        assert said[label].startswith("Customers will read this")


def test_a_customer_posts_in_the_communities_they_have_joined(customer, plaza, porch):
    assert places_to_post(customer) == []
    space_actions.join_space(porch, by=customer)
    (place,) = places_to_post(type(customer).objects.get(pk=customer.pk))
    assert (place.audience, place.street) == (porch.audience, True)


def test_a_guest_and_whoever_has_left_post_nowhere(guest, deactivated, plaza, porch):
    assert places_to_post(guest) == places_to_post(deactivated) == []


def test_an_archived_space_and_one_without_a_feed_are_no_choice(author, lab, plaza):
    space_actions.archive_space(lab, by=author)
    space_actions.change_space(plaza, by=author, parts=[])
    assert [place.audience for place in places_to_post(author)] == ["org", "customers", "public"]
    with pytest.raises(PermissionDenied, match="switched off"):
        publish_post(by=author, space=plaza, body="Hello?")


@pytest.mark.parametrize(
    "audience", ["space_{other}", "company_{acme}", "user_{other}", "circle_1", "review_1", "nobody"]
)
def test_nobody_posts_before_an_audience_they_do_not_hold(audience, outsider, author, lab, acme):
    where = audience.format(other=author.pk if audience.startswith("user") else lab.pk, acme=acme.pk)
    with pytest.raises(PermissionDenied):
        publish_post(by=outsider, body="Let me in.", audience=where)


def test_what_is_written_in_a_space_is_for_that_space(author, lab):
    with pytest.raises(PermissionDenied, match="for the people of that space"):
        publish_post(by=author, space=lab, audience="public", body="Look what we brew.")


def test_the_choice_of_the_form_is_checked_again(as_, outsider, lab):
    answer = as_(outsider).post("/posts/", compose(audience=lab.audience))
    assert answer.status_code == 422
    assert not Post.objects.exists()


# --- Once ------------------------------------------------------------------------------------------------------------


def test_a_post_goes_to_its_page_or_comes_back_as_a_card(as_, author, plaza):
    plain = as_(author).post("/posts/", compose(audience=plaza.audience))
    assert plain.url == Post.objects.get().get_absolute_url()
    card = as_(author).post("/posts/", compose(body="Second."), headers={"X-Requested-With": "fetch"})
    assert card.status_code == 201
    assert f'id="entry-{Post.objects.latest("pk").pk}"' in card.content.decode()
    assert "<html" not in card.content.decode()


def test_pressing_twice_makes_one_post(as_, author):
    sent = compose()
    first, second = (as_(author).post("/posts/", sent) for _ in range(2))
    assert first.url == second.url
    assert Post.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_pressing_in_eight_threads_at_once_makes_one_post_and_tells_once(author, plaza):
    key = uuid.uuid4()

    def press():
        return publish_post(by=author, space=plaza, body="Once.", client_id=key).pk

    assert len(set(together(*[press] * 8))) == 1
    assert Post.objects.count() == 1
    assert Frame.objects.filter(stream=plaza.audience, event="feeds.post.published").count() == 1


def test_two_people_with_the_same_key_write_two_posts(author, colleague):
    key = uuid.uuid4()
    publish_post(by=author, body="Mine.", client_id=key)
    publish_post(by=colleague, body="Mine too.", client_id=key)
    assert Post.objects.count() == 2


def test_the_frame_names_the_key_by_which_the_browser_knows_its_own(author, plaza):
    key = uuid.uuid4()
    post = publish_post(by=author, space=plaza, body="Once.", client_id=key)
    frame = Frame.objects.get(stream=plaza.audience, event="feeds.post.published")
    assert frame.payload["client_id"] == str(key)
    assert (frame.payload["entry"], frame.payload["author"]) == (post.pk, author.pk)
    assert "Once" not in str(frame.payload)


def test_posting_has_its_limit_and_says_when_to_try_again(as_, author):
    client = as_(author)
    answers = [client.post("/posts/", compose()).status_code for _ in range(21)]
    assert answers == [302] * 20 + [429]
    assert Post.objects.count() == 20


# --- What ------------------------------------------------------------------------------------------------------------


def test_a_link_alone_is_enough(author):
    post = publish_post(by=author, body="", link="https://example.com/fans")
    assert (post.is_link, post.link_host) == (True, "example.com")


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "ftp://example.com/",
        "//example.com/",
        "example.com",
        "https://",
        "http://exa mple.com/",
        "https://user:secret@[half",
    ],
)
def test_a_link_that_is_no_web_address_is_refused(link, author, as_):
    with pytest.raises(ValidationError):
        publish_post(by=author, body="Look.", link=link)
    answer = as_(author).post("/posts/", compose(link=link))
    assert answer.status_code == 422
    assert not Post.objects.exists()


def test_a_host_that_looks_like_another_is_shown_as_it_is_called(author):
    # The first letter is a Cyrillic one.
    post = publish_post(by=author, body="", link="https://аpple.com/")
    assert post.link_host == "xn--pple-43d.com"


def test_nothing_at_all_is_no_post(author, as_):
    answer = as_(author).post("/posts/", compose(body="  \n "))
    assert answer.status_code == 422
    assert "Write something first" in answer.content.decode()


def test_what_was_typed_survives_a_refusal(as_, author, plaza):
    """Title, text, link, place and key come back, so that nothing has to be typed twice and nothing is sent twice."""
    sent = compose(title="Dear all", link="nonsense", audience=plaza.audience, body="A <long> text & more")
    page = as_(author).post("/posts/", sent)
    assert page.status_code == 422
    said = page.content.decode()
    assert "A &lt;long&gt; text &amp; more" in said
    assert 'value="Dear all"' in said
    assert 'value="nonsense"' in said
    assert sent["client_id"] in said
    assert f'value="{plaza.audience}" selected' in said or "checked" in said
    assert "web address" in said


def test_too_long_is_refused_with_the_text_in_hand(as_, author):
    most = SiteSettings.current().max_body_length
    answer = as_(author).post("/posts/", compose(body="x" * (most + 1)))
    assert answer.status_code == 422
    assert "x" * 200 in answer.content.decode()
    assert not Post.objects.exists()


def test_a_file_of_somebody_else_is_not_taken_along(author, colleague, settings, tmp_path, as_):
    settings.MEDIA_ROOT = tmp_path
    file = store_upload(upload("plan.pdf", PDF), by=colleague)
    answer = as_(author).post("/posts/", compose(attachments=[str(file.pk)]))
    assert answer.status_code == 422
    file.refresh_from_db()
    assert file.entry_id is None
    assert not Post.objects.exists()


def test_the_composer_offers_each_writer_their_own_places_and_never_what_another_typed(as_, author, outsider, lab):
    pages = {person: as_(person).get("/").content.decode() for person in (author, outsider)}
    assert f'<option value="{lab.audience}"' in pages[author]
    assert lab.audience not in pages[outsider]
    typed = {"audience": lab.audience, "title": "Mine alone", "body": "", "link": "no address"}
    refused = as_(author).post(reverse("feeds:post-new"), typed)
    assert refused.status_code == 422
    assert "Mine alone" in refused.content.decode()
    for person in (author, outsider):
        composer = as_(person).get("/").content.decode().partition("<text-composer")[2].partition("</text-composer>")[0]
        assert "Mine alone" not in composer
        assert "no address" not in composer
        assert composer.count('name="title"') == composer.count('name="body"') == 1
