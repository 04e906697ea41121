"""The scenarios of docs/permissions.md about searches, each under its number."""

from __future__ import annotations

from feeds.actions import publish_post
from intranet.notifications.models import Notification
from intranet.search import heard, indexing
from intranet.search.actions import watch_words
from intranet.search.models import SavedSearch
from intranet.search.policies import can_read_search_reports


def test_55_what_one_keeps_searching_for_is_ones_own_and_tells_what_one_may_read_then(
    author, colleague, outsider, admin, as_, lab, run_jobs
):
    indexing.rebuild_index.call()
    for person in (colleague, outsider):
        watch_words(by=person, words="quieter fans")
    publish_post(by=author, space=lab, title="Test", body="The quieter fans arrived.")
    run_jobs()
    told = Notification.objects.filter(reason="saved").values_list("recipient", flat=True)
    assert list(told) == [colleague.pk]
    kept = SavedSearch.objects.get(person=colleague)
    assert as_(admin).post(f"/settings/searches/{kept.pk}/delete/").status_code == 404


def test_56_what_is_searched_for_is_read_by_moderators_without_who(author, colleague, outsider, moderator, customer):
    for person in (author, colleague):
        heard.count_search(by=person, token=heard.token_for(person, "parking", 0), opened=False)
    assert heard.found_nothing() == []
    heard.count_search(by=outsider, token=heard.token_for(outsider, "parking", 0), opened=False)
    assert [line.text for line in heard.found_nothing()] == ["parking"]
    assert can_read_search_reports(moderator)
    assert not can_read_search_reports(author)
    assert not can_read_search_reports(customer)
