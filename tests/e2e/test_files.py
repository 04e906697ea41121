"""Pictures and files: picked, pasted, described, refused before they are sent."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from .test_live import card_with


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "bench.png"
    Image.new("RGB", (640, 400), "teal").save(path)
    return path


def test_a_picture_is_picked_described_and_shown_to_others(visit, room, picture):
    where = room(posts=1)
    ada, ben = (visit(who, f"/spaces/{where['slug']}/") for who in ("ada", "ben"))
    composer = ada.locator("main text-composer").first
    composer.locator("textarea").fill("Our new bench.")
    composer.locator("input[type=file]").set_input_files(picture)
    with ada.expect_response(lambda answer: "/description/" in answer.url) as saved:
        composer.get_by_label("Description of bench.png").fill("A bench under a tree")
    assert saved.value.ok
    composer.get_by_role("button", name="Post", exact=True).click()
    expect(card_with(ada, "Our new bench.").locator("time")).to_be_visible()

    ben.locator(".new-pill").click()
    shown = card_with(ben, "Our new bench.").get_by_alt_text("A bench under a tree")
    expect(shown).to_be_visible()
    # The copies are made by a worker; the picture comes into its frame when they are there.
    ben.wait_for_function("picture => picture.complete && picture.naturalWidth > 0", arg=shown.element_handle())


def test_a_picture_is_pasted_into_a_comment(visit, room):
    where = room(posts=1)
    ada = visit("ada", f"/posts/{where['posts'][0]}/")
    ada.locator("main [data-write]").first.click()
    box = ada.locator("main portico-discussion text-composer")
    box.locator("textarea").fill("Look.")
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "olive").save(out, "PNG")
    box.locator("textarea").evaluate(
        """(area, encoded) => {
          const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
          const files = new DataTransfer();
          files.items.add(new File([bytes], "pasted.png", { type: "image/png" }));
          area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: files, bubbles: true, cancelable: true }));
        }""",
        base64.b64encode(out.getvalue()).decode(),
    )
    expect(box.locator("input[name=attachments]")).to_have_count(1)
    box.get_by_role("button", name="Comment", exact=True).click()
    comment = ada.locator(".comment").filter(has_text="Look.")
    expect(comment.locator("time")).to_be_visible()
    expect(comment.locator("img, [data-picture], waiting-picture").first).to_be_visible()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("setup.exe", b"MZ\x90\x00", "exe"),
        ("empty.txt", b"", "empty"),
    ],
)
def test_a_file_that_is_not_taken_is_refused_before_it_is_sent(visit, room, name, content, said):
    where = room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/")
    sent = []
    ada.on("request", lambda request: request.url.endswith("/files/") and sent.append(request.url))
    composer = ada.locator("main text-composer").first
    composer.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    expect(composer.locator(".upload .error")).to_contain_text(said)
    assert sent == []


def test_a_file_whose_content_is_not_what_it_says_is_refused_with_a_sentence(visit, room, witness):
    witness.forgive("status of 422")
    where = room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/")
    composer = ada.locator("main text-composer").first
    composer.locator("input[type=file]").set_input_files(
        {"name": "photo.png", "mimeType": "image/png", "buffer": b"<html><script>alert(1)</script></html>"}
    )
    expect(composer.locator(".upload .error")).not_to_be_empty()
    composer.get_by_role("button", name="Remove photo.png").click()
    expect(composer.locator(".upload")).to_have_count(0)


def test_a_file_is_there_to_be_saved(visit, room):
    where = room(posts=1)
    ada = visit("ada", f"/spaces/{where['slug']}/")
    composer = ada.locator("main text-composer").first
    composer.locator("textarea").fill("The minutes.")
    composer.locator("input[type=file]").set_input_files(
        {"name": "minutes.txt", "mimeType": "text/plain", "buffer": b"We met.\n"}
    )
    expect(composer.locator("input[name=attachments]")).to_have_count(1)
    composer.get_by_role("button", name="Post", exact=True).click()
    link = card_with(ada, "The minutes.").get_by_role("link", name="minutes.txt")
    with ada.expect_download() as download:
        link.click()
    assert download.value.path().read_bytes() == b"We met.\n"
