"""What one says is not lost and not said twice: without a line, over a reload, against a refusal."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.platform.files_of_strangers import a_picture

from .chat_rooms import PENDING, box, messages, said, say, say_and_see
from .conftest import sign_in


def no_sending(route: Route) -> None:
    route.abort() if route.request.method == "POST" else route.continue_()


def test_what_is_written_without_a_line_is_sent_once_and_in_order_when_it_is_back(visit, hand, witness):
    witness.forgive("ERR_INTERNET_DISCONNECTED")
    where = hand("chat_room", name="Traghetto", members=["ada", "ben"], messages=1)
    ada, ben = visit("ada", where["path"]), visit("ben", where["path"])
    say_and_see(ada, "On board.")
    ada.context.set_offline(True)
    expect(ada.locator("[data-connection]")).to_have_text("Offline. What you write will be sent when you are back.")
    for number in range(1, 5):
        say(ada, f"From the sea {number}")
    expect(said(ada, "From the sea")).to_have_count(4)
    expect(said(ada, "From the sea 1")).to_contain_text("Not sent yet.")
    hand("say", by="ben", room=where["pk"], body="Where are you?")
    ada.context.set_offline(False)
    expect(ada.locator("[data-connection]")).to_be_hidden()
    expect(said(ben, "From the sea")).to_have_count(4)
    expect(ada.locator("[data-messages] > .is-pending")).to_have_count(0)
    expect(said(ada, "Where are you?")).to_have_count(1)
    wanted = ["On board.", *(f"From the sea {number}" for number in range(1, 5))]
    assert hand("said", room=where["pk"], by="ada")[-5:] == wanted
    for page in (ada, ben):
        expect(said(page, "From the sea").locator("[data-body]")).to_have_text(wanted[1:])


def test_what_is_not_sent_is_there_after_a_reload_and_for_nobody_else_at_this_machine(visit, hand, witness):
    witness.forgive("ERR_FAILED")
    where = hand("chat_room", name="Isola", members=["ada", "ben"], messages=1)
    ada = visit("ada", where["path"])
    ada.context.route("**/chat/*/messages/", no_sending)
    say(ada, "A message in a bottle")
    say(ada, "And another one")
    bottle = said(ada, "A message in a bottle")
    expect(bottle).to_contain_text("Not sent yet.")
    ada.reload()
    expect(bottle).to_contain_text("Not sent yet.")
    expect(bottle).to_have_count(1)
    expect(messages(ada).last).to_contain_text("And another one")
    # Taken back, the words are in the box again.
    messages(ada).last.get_by_role("button", name="Edit").click()
    expect(box(ada)).to_have_value("And another one")
    box(ada).fill("")

    # Ben, at the same machine, in the same browser.
    kept = ada.context.cookies()
    ada.context.clear_cookies()
    ada.goto("/accounts/login/")
    sign_in(ada, "ben")
    ada.goto(where["path"])
    expect(said(ada, "Numero 1")).to_have_count(1)
    expect(bottle).to_have_count(0)

    ada.context.clear_cookies()
    ada.context.add_cookies(kept)
    ada.goto(where["path"])
    expect(bottle).to_contain_text("Not sent yet.")
    second = ada.context.new_page()
    second.goto(where["path"])
    expect(said(second, "A message in a bottle")).to_contain_text("Not sent yet.")
    ada.context.unroute("**/chat/*/messages/")
    # Pressed, unless it has gone by itself already.
    bottle.locator("button", has_text="Try again").evaluate_all("(all) => all[0]?.click()")
    for page in (ada, second):
        expect(page.locator("[data-messages] > .is-pending")).to_have_count(0)
        expect(said(page, "A message in a bottle")).to_have_count(1)
    assert hand("said", room=where["pk"], by="ada").count("A message in a bottle") == 1

    # What waits when one goes to another page leaves from there.
    second.close()
    ada.context.route("**/chat/*/messages/", no_sending)
    say(ada, "Found on the beach")
    expect(said(ada, "Found on the beach")).to_contain_text("Not sent yet.")
    ada.context.unroute("**/chat/*/messages/")
    with ada.expect_response("**/chat/*/messages/"):
        ada.goto("/people/")
    ada.goto(where["path"])
    expect(said(ada, "Found on the beach")).not_to_have_class(PENDING)
    expect(said(ada, "Found on the beach")).to_have_count(1)


def test_what_the_server_refuses_stays_with_its_reason_and_the_next_goes(visit, hand, witness):
    witness.forgive("status of 4")
    where = hand("chat_room", name="Dogana", members=["ada", "ben"], messages=1)
    ada = visit("ada", where["path"])
    say(ada, "x" * 60_001)
    refused = messages(ada).filter(has_text="xxx")
    expect(refused).to_contain_text("Not sent.")
    expect(refused.locator(".pending-line")).to_contain_text("000")
    say_and_see(ada, "This one is short.")
    expect(refused).to_have_count(1)
    refused.get_by_role("button", name="Discard").click()
    expect(refused).to_have_count(0)
    ada.reload()
    expect(said(ada, "This one is short.")).not_to_have_class(PENDING)
    expect(refused).to_have_count(0)


def test_a_picture_goes_along_and_opens_large(visit, hand):
    where = hand("chat_room", name="Camera", members=["ada", "ben"], messages=1)
    ada, ben = visit("ada", where["path"]), visit("ben", where["path"])
    composer = ada.locator("message-composer")
    composer.locator("input[type=file]").set_input_files(
        {"name": "bench.png", "mimeType": "image/png", "buffer": a_picture("PNG", (320, 200))}
    )
    # Enter before it has arrived: it goes as soon as it has.
    say(ada, "Our new bench.")
    theirs = said(ben, "Our new bench.")
    expect(theirs.locator("img[src*='/files/']")).to_be_visible()
    expect(said(ada, "Our new bench.")).not_to_have_class(PENDING)
    expect(composer.locator(".upload")).to_have_count(0)
    theirs.locator("a[data-lightbox]").click()
    expect(ben.locator("#lightbox")).to_be_visible()
