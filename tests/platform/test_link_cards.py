"""A link says where it leads: the page is read once, after the entry is out, and shown with it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils.timezone import now
from PIL import Image

from feeds.actions import edit_post, publish_post
from feeds.models import Post
from intranet.content.actions import delete_entry
from intranet.content.kinds import hydrate
from intranet.conversation.actions import add_comment
from intranet.conversation.links import jobs, pictures
from intranet.conversation.links.reading import head_of
from intranet.conversation.models import EntryLink, LinkCard
from intranet.core.actions import change_site_settings
from intranet.core.fetching import Fetched, Limits
from intranet.realtime.models import Frame

from .listener import listening

PAGE = """<!doctype html><html><head><title>Plain title</title>
<meta property="og:title" content="How hospitals count &amp; why">
<meta name="description" content="The words of the page.">
<meta property="og:site_name" content="The Essays">
<meta property="og:image" content="/ward.png"></head><body><h1>Hello</h1></body></html>"""


def a_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1200, 630), "teal").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def web(settings, monkeypatch):
    """A page of another house, and the permission to read it."""
    with listening() as listener:
        told = {"ports": frozenset({listener.port}), "allows": lambda address: address == "127.0.0.1"}
        monkeypatch.setattr(jobs, "Limits", lambda: replace(Limits(), **told))
        settings.FETCH_OUTSIDE = True
        listener.page("/essay", PAGE.encode())
        listener.page("/ward.png", a_picture(), content_type="image/png")
        listener.address = f"http://127.0.0.1:{listener.port}/essay"
        yield listener


def shown(post, reader) -> str:
    return reader.get(post.get_absolute_url()).content.decode()


def test_a_post_shows_what_the_linked_page_says_of_itself(web, author, colleague, as_, run_jobs, plaza):
    post = publish_post(by=author, body=f"Worth an hour: {web.address}", space=plaza)
    run_jobs()
    page = shown(post, as_(colleague))
    assert "How hospitals count &amp; why" in page
    assert "The words of the page." in page
    assert "The Essays · 127.0.0.1" in page
    card = LinkCard.objects.get()
    assert card.picture_url in page
    answer = as_(colleague).get(card.picture_url)
    with Image.open(io.BytesIO(b"".join(answer))) as image:
        assert (image.format, max(image.size)) == ("WEBP", 640)


def test_the_card_comes_to_those_who_read_the_post_already(web, author, run_jobs, plaza):
    post = publish_post(by=author, body="", link=web.address, space=plaza)
    run_jobs()
    frame = Frame.objects.filter(stream=post.key, event="conversation.link.read").get()
    assert "How hospitals count" in frame.payload["html"]["it"]


def test_a_kept_card_is_made_anew_when_the_page_has_been_read(web, author, colleague, as_, run_jobs, plaza):
    reader = as_(colleague)
    publish_post(by=author, body="", link=web.address, space=plaza)
    assert "How hospitals count" not in reader.get(plaza.get_absolute_url()).content.decode()
    run_jobs()
    assert "How hospitals count" in reader.get(plaza.get_absolute_url()).content.decode()


def test_a_page_is_read_once_however_many_link_to_it(web, author, colleague, run_jobs, lab):
    for person in (author, colleague):
        publish_post(by=person, body=f"{web.address} and again {web.address}", space=lab)
        run_jobs()
    assert web.asked.count("/essay") == 1
    assert EntryLink.objects.count() == 2


def test_a_page_is_read_again_when_a_week_has_passed(web, author, run_jobs, plaza):
    publish_post(by=author, body=web.address, space=plaza)
    run_jobs()
    before = LinkCard.objects.get()
    LinkCard.objects.update(read_at=now() - timedelta(days=8))
    web.page("/essay", PAGE.replace("why", "how").encode())
    publish_post(by=author, body=web.address, space=plaza)
    run_jobs()
    after = LinkCard.objects.get()
    assert after.title == "How hospitals count & how"
    assert not default_storage.exists(pictures.path_of(before.picture))


def test_what_cannot_be_read_any_more_keeps_what_was_read(web, author, run_jobs, plaza):
    publish_post(by=author, body=web.address, space=plaza)
    run_jobs()
    LinkCard.objects.update(read_at=now() - timedelta(days=8))
    web.page("/essay", b"", status="500 Oops")
    publish_post(by=author, body=web.address, space=plaza)
    run_jobs()
    assert LinkCard.objects.get().state == LinkCard.State.READY


@pytest.mark.parametrize("address", ["http://169.254.169.254/latest/", "http://[::1]/", "http://10.0.0.1:6379/"])
def test_a_link_into_the_house_stays_a_link(settings, address, author, as_, run_jobs, plaza):
    settings.FETCH_OUTSIDE = True
    post = publish_post(by=author, body=f"[Look]({address})", space=plaza)
    run_jobs()
    assert LinkCard.objects.get().state == LinkCard.State.NOTHING
    assert "link-card" not in shown(post, as_(author)).replace("link-cards", "")


def test_a_link_post_shows_its_address_until_the_page_is_read(author, as_, plaza):
    post = publish_post(by=author, title="An essay", body="", link="https://example.org/essay", space=plaza)
    assert "example.org" in shown(post, as_(author))


def test_the_cards_are_those_of_the_words_as_they_are_now(web, author, as_, run_jobs, plaza):
    post = publish_post(by=author, body=f"Look: {web.address}", space=plaza)
    run_jobs()
    edit_post(Post.objects.get(pk=post.pk), by=author, body="Never mind.")
    assert not EntryLink.objects.exists()
    assert "How hospitals count" not in shown(post, as_(author))


def test_at_most_three_links_of_an_entry_have_cards(author, plaza):
    publish_post(by=author, body=" ".join(f"https://example.org/{n}" for n in range(9)), space=plaza)
    assert [link.card.url[-1] for link in EntryLink.objects.all()] == ["0", "1", "2"]


def test_links_in_comments_and_into_this_house_have_none(settings, author, plaza):
    settings.SITE_URL = "https://intranet.example"
    post = publish_post(by=author, body="See https://intranet.example/people/", space=plaza)
    add_comment(post, by=author, body="And https://example.org/")
    assert not LinkCard.objects.exists()


def test_an_admin_can_keep_the_server_at_home(web, admin, author, run_jobs, plaza):
    change_site_settings(by=admin, link_cards=False)
    publish_post(by=author, body=web.address, space=plaza)
    run_jobs()
    assert web.asked == []


def test_a_deleted_post_gets_no_card(web, author, run_jobs, plaza):
    post = publish_post(by=author, body=web.address, space=plaza)
    delete_entry(post, by=author)
    run_jobs()
    assert not Frame.objects.filter(event="conversation.link.read").exists()


def test_a_page_of_cards_costs_the_same_whatever_its_length(web, author, run_jobs, plaza, queries_stay_flat):
    def one_more():
        n = Post.objects.count()
        publish_post(by=author, body=f"{web.address}?{n} https://example.org/{n}", space=plaza)

    queries_stay_flat(lambda: hydrate(Post.objects.all(), author), one_more)


def test_unused_cards_go_with_their_pictures(web, author, run_jobs, plaza):
    post = publish_post(by=author, body=web.address, space=plaza)
    run_jobs()
    [card] = LinkCard.objects.all()
    LinkCard.objects.update(created_at=now() - timedelta(days=40))
    jobs.forget_unused_links.call()
    assert default_storage.exists(pictures.path_of(card.picture))
    edit_post(Post.objects.get(pk=post.pk), by=author, body="Never mind.")
    jobs.forget_unused_links.call()
    assert not LinkCard.objects.exists()
    assert not default_storage.exists(pictures.path_of(card.picture))


@pytest.mark.parametrize("name", ["0" * 32, "..", "0" * 31, "G" * 32])
def test_a_picture_that_is_not_there_is_a_404(name, client, db):
    assert client.get(f"/link-pictures/{name}.webp").status_code == 404


# --- What a page says of itself --------------------------------------------------------------------------------------


def read(body: str | bytes, charset: str = "") -> tuple[str, ...]:
    data = body.encode() if isinstance(body, str) else body
    return head_of(Fetched("https://example.org/a/b", 200, "text/html", charset, data))


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<title> A\n title </title>", "A title"),
        ('<meta name="twitter:title" content="T"><title>X</title>', "T"),
        ('<meta property="og:title" content=""><title>X</title>', "X"),
        ("<title>a\u202eb\u0000c</title>", "ab\ufffdc"),
        ("<title><b>No</b> markup</title>", "<b>No</b> markup"),
        ("", ""),
        ("<title>" + "x" * 500 + "</title>", "x" * 199 + "…"),
    ],
)
def test_the_title_is_plain_and_short(body, title):
    assert read(body).title == title


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<title>Città</title>".encode("latin-1"), "iso-8859-1"),
        (b'<meta charset="windows-1252"><title>Citt\xe0</title>', ""),
        ("<title>Città</title>".encode(), "no-such-thing"),
        ("<title>Città</title>".encode(), "zlib_codec"),
    ],
)
def test_its_letters_are_read_as_they_were_meant(body, charset):
    assert read(body, charset).title == "Città"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("/x.png", "https://example.org/x.png"),
        ("//cdn.example/x.png", "https://cdn.example/x.png"),
        ("javascript:alert(1)", ""),
        ("data:image/png;base64,xx", ""),
        ("http://[half", ""),
    ],
)
def test_only_web_addresses_are_pictures(said, found):
    assert read(f'<title>T</title><meta property="og:image" content="{said}">').picture == found
