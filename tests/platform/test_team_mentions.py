"""Naming a whole space: who may, who hears, what is said before; and who would hear of what is not written yet."""

from __future__ import annotations

import pytest

from feeds.actions import publish_post
from intranet.activity.models import Activity
from intranet.content.actions import edit_entry
from intranet.content.actions.stances import block
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.conversation.models import TeamMention
from intranet.core.models import SiteSettings
from intranet.jobs.models import Ticket
from intranet.notifications import actions, inbox
from intranet.notifications.models import Notification
from intranet.notifications.rehearsal import who_would_hear
from intranet.realtime.models import Frame
from intranet.spaces import actions as space_actions
from intranet.spaces.teams import can_mention_team
from tests import factories


@pytest.fixture
def quiet(lab, run_jobs):
    """The lab, with all that its making told done away."""
    run_jobs()
    Notification.objects.all().delete()
    lab.refresh_from_db()
    return lab


def told(person) -> list[tuple[str, str]]:
    return list(Notification.objects.of(person).values_list("reason", "group"))


def the_site(**settings):
    SiteSettings.objects.update_or_create(pk=1, defaults=settings)
    SiteSettings.forget()


def test_naming_a_space_tells_each_of_its_members_once(author, colleague, outsider, quiet, run_jobs):
    post = publish_post(by=author, space=quiet, body="@lab, please look. @lab!")
    run_jobs()
    assert told(colleague) == [("team", "teams")]
    assert told(author) == told(outsider) == []
    assert 'href="/spaces/lab/" rel="nofollow ugc noopener">@Lab</a>' in post.body_html
    assert "a team of yours" in inbox.page_of(colleague).threads[0].sentence


def test_members_who_cannot_read_it_are_not_told(author, colleague, quiet, vault, run_jobs):
    publish_post(by=author, space=vault, body="Between us: what would @lab say?")
    run_jobs()
    assert told(colleague) == []


def test_who_is_named_too_hears_of_that(author, colleague, quiet, run_jobs):
    publish_post(by=author, space=quiet, body="@lab, and above all @ben")
    run_jobs()
    assert told(colleague) == [("mention", "mentions")]


def test_an_edit_tells_the_team_only_when_it_is_named_for_the_first_time(author, colleague, quiet, run_jobs):
    post = publish_post(by=author, space=quiet, body="Hello.")
    run_jobs()
    for revision, body in enumerate(("Hello @lab.", "Hello again @lab.")):
        edit_entry(Entry.objects.get(pk=post.pk), by=author, title="", body=body, based_on=revision)
        run_jobs()
    assert told(colleague) == [("team", "teams")]
    assert TeamMention.objects.count() == 1


def test_outsiders_customers_and_guests_name_no_team(outsider, customer, guest, lab, porch, quiet, run_jobs):
    for person in (outsider, customer, guest):
        assert not can_mention_team(person, lab)
    space_actions.join_space(porch, by=customer)
    assert not can_mention_team(customer, porch)
    post = publish_post(by=outsider, body="Dear @lab", audience="org")
    assert "@lab" in post.body_html
    assert not TeamMention.objects.exists()


def test_a_large_team_is_named_by_who_keeps_it(author, colleague, quiet, run_jobs):
    the_site(team_mention_most=1)
    assert can_mention_team(author, quiet)
    assert "more than 1" in str(can_mention_team(colleague, quiet).refusal)
    publish_post(by=colleague, space=quiet, body="@lab")
    run_jobs()
    assert told(author) == []


def test_a_secret_space_is_named_only_inside(author, vault, plaza):
    outside = publish_post(by=author, space=plaza, body="@vault")
    assert "Vault</a>" not in outside.body_html
    assert "Vault</a>" in publish_post(by=author, space=vault, body="@vault").body_html


def test_where_a_person_has_the_name_the_team_has_a_longer_one(as_, author, colleague, quiet, run_jobs):
    factories.a_person("Lab Technician", handle="lab")
    publish_post(by=author, space=quiet, body="@lab is a person, @team-lab is not")
    run_jobs()
    assert told(colleague) == [("team", "teams")]
    items = as_(author).get("/mentions/?space=lab&teams&q=la").json()["items"]
    assert [item["handle"] for item in items if item.get("team")] == ["team-lab"]


def test_the_list_offers_teams_that_the_writer_may_name_and_where_they_are_asked_for(as_, author, outsider, lab, plaza):
    offered = as_(author).get("/mentions/?space=lab&teams&q=").json()["items"]
    assert [item["name"] for item in offered if item.get("team")] == ["Lab", "Plaza"]
    assert not any(item.get("team") for item in as_(author).get("/mentions/?space=lab&q=").json()["items"])
    assert not any(item.get("team") for item in as_(outsider).get("/mentions/?audience=org&teams&q=").json()["items"])


def test_the_composer_says_how_many_hear_where_they_are_many(as_, author, colleague, outsider, lab):
    client, url = as_(author), "/mentions/check/?space=lab&handles=lab"
    assert client.get(url).json()["warning"] == ""
    space_actions.add_member(lab, by=author, person=outsider)
    the_site(team_mention_warns_above=1)
    assert client.get(url).json()["warning"] == "2 people hear of this: @Lab."
    the_site(team_mention_most=1)
    assert "only its owners" in as_(colleague).get(url).json()["warning"]


# --- Before it is written --------------------------------------------------------------------------------------------


def test_who_would_hear_is_who_hears(author, colleague, outsider, quiet, run_jobs):
    actions.set_level(quiet.key, by=colleague, degree="all")
    space_actions.add_member(quiet, by=author, person=outsider)
    run_jobs()
    Notification.objects.all().delete()

    def publish():
        return publish_post(by=author, space=quiet, body="Is @cleo there?")

    heard = who_would_hear(publish, by=author)
    assert (heard.total, heard.by_reason) == (2, {"space": 1, "mention": 1})
    publish()
    run_jobs()
    assert sorted(Notification.objects.values_list("reason", flat=True)) == ["mention", "space"]


def test_nothing_stays_of_what_was_only_tried(author, colleague, quiet, run_jobs):
    run_jobs()
    before = [model.objects.count() for model in (Entry, Activity, Frame, Ticket, Notification)]
    who_would_hear(lambda: publish_post(by=author, space=quiet, body="@ben"), by=author)
    assert run_jobs() == 0
    assert [model.objects.count() for model in (Entry, Activity, Frame, Ticket, Notification)] == before


def test_whom_the_writer_names_in_vain_is_said_by_name(author, outsider, quiet):
    heard = who_would_hear(lambda: publish_post(by=author, space=quiet, body="@cleo?"), by=author)
    assert (heard.total, heard.left_out) == (0, ["Cleo Verdi"])


def test_that_somebody_has_blocked_the_writer_does_not_show(author, colleague, quiet):
    block(author, by=colleague)
    heard = who_would_hear(lambda: publish_post(by=author, space=quiet, body="@ben?"), by=author)
    assert (heard.total, heard.by_reason) == (1, {"mention": 1})


def test_strangers_to_the_writer_are_not_named(customer, other_customer, porch):
    space_actions.join_space(porch, by=customer)
    heard = who_would_hear(lambda: publish_post(by=customer, space=porch, body="@emil?"), by=customer)
    assert (heard.total, heard.left_out) == (0, [])


def test_the_composer_is_told_what_the_action_would_do(as_, author, colleague, outsider, quiet):
    typed = {"audience": quiet.audience, "body": "@ben and @cleo"}
    answer = as_(author).post("/posts/who-hears/post/", typed).content.decode()
    assert "1 person will hear of this" in answer
    assert "Cleo Verdi" in answer
    empty = as_(author).post("/posts/who-hears/post/", {"audience": quiet.audience}).content.decode()
    assert "Nobody will be notified" in empty
    assert "Fill in the form" in as_(author).post("/posts/who-hears/poll/", typed).content.decode()
    assert as_(author).post("/posts/who-hears/smoke/", typed).status_code == 404
    assert "Fill in" in as_(outsider).post("/posts/who-hears/post/", typed).content.decode()
    assert not Entry.objects.filter(space=quiet).exists()


def test_the_page_of_a_new_event_is_told_too(as_, author, colleague, quiet):
    typed = {
        "audience": quiet.audience,
        "title": "Call",
        "body": "@ben brings the drawings",
        "starts_on": "2040-05-06",
        "all_day": "on",
        "time_zone": "Europe/Rome",
    }
    client = as_(author)
    assert "1 person will hear of this" in client.post("/posts/who-hears/event/", typed).content.decode()
    assert "Fill in the form" in client.post("/posts/who-hears/event/", typed | {"title": ""}).content.decode()
    assert "/posts/who-hears/KIND/" in client.get("/events/new/").content.decode()
    assert not Entry.objects.filter(space=quiet).exists()


def test_a_comment_says_who_would_hear_of_it(as_, author, colleague, outsider, customer, quiet):
    post = publish_post(by=author, space=quiet, body="Hello.")
    url = f"/entries/{post.pk}/who-hears/"
    assert "1 whom you answer" in as_(colleague).post(url, {"body": ""}).content.decode()
    comment = add_comment(post, by=author, body="And?")
    answered = as_(colleague).post(url, {"body": "Yes.", "parent": comment.pk}).content.decode()
    assert "1 whom you answer" in answered
    assert "not there any more" in as_(colleague).post(url, {"body": "Yes.", "parent": 999}).content.decode()
    for person in (outsider, customer):
        assert as_(person).post(url, {"body": "Hm"}).status_code == 404
