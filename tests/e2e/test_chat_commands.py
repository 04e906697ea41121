"""What begins with a slash: offered, done, and answered to its sender alone."""

from __future__ import annotations

from playwright.sync_api import expect

from .chat_rooms import box, messages, said, say


def test_a_command_is_offered_done_and_answered_to_its_sender_alone(visit, hand, witness):
    witness.forgive("status of 422")
    where = hand("chat_room", name="Torre", members=["ada", "ben"], messages=1)
    ada, ben = visit("ada", where["path"]), visit("ben", where["path"])
    box(ada).press_sequentially("/rem")
    offered = ada.get_by_role("option")
    expect(offered).to_have_count(1)
    expect(offered).to_contain_text("/remind")
    box(ada).press("Enter")
    expect(box(ada)).to_have_value("/remind ")
    box(ada).press_sequentially("me to ring the bell tomorrow at 9")
    box(ada).press("Enter")
    answer = ada.get_by_role("status").filter(has_text="ring the bell")
    expect(answer).to_contain_text("You will be reminded on")
    expect(box(ada)).to_have_value("")
    answer.get_by_role("button", name="Close").click()
    expect(answer).to_have_count(0)

    # A slip of the finger loses nothing; two slashes are words.
    say(ada, "/rign the bell")
    expect(ada.get_by_role("alert").filter(has_text="There is no command /rign.")).to_be_visible()
    expect(box(ada)).to_have_value("/rign the bell")
    say(ada, "//bell is rung")
    expect(said(ben, "/bell is rung")).to_have_count(1)

    say(ada, "/me rings the bell")
    for page in (ada, ben):
        expect(said(page, "rings the bell")).to_have_count(1)
    say(ada, '/poll "Ring again?" "Yes" "No"')
    for page in (ada, ben):
        poll = said(page, "Ring again?")
        expect(poll.get_by_text("Yes", exact=True)).to_be_visible()
    expect(messages(ben).filter(has_text="remind")).to_have_count(0)
