"""The back office: for admins, who look at rows and press buttons that call the product's actions."""

from __future__ import annotations

import pytest
from django.contrib import admin

from feeds.actions import publish_post
from intranet.activity.models import Activity
from intranet.content.models import Entry
from intranet.core.models import SiteSettings
from intranet.moderation import actions as moderation_actions


@pytest.mark.parametrize("who", ["guest", "customer", "outsider", "moderator"])
@pytest.mark.parametrize("path", ["/admin/", "/admin/health/", "/admin/site/", "/admin/content/entryrecord/"])
def test_nobody_but_admins_comes_in(who, path, as_, request):
    answer = as_(request.getfixturevalue(who)).get(path)
    assert answer.status_code in (302, 403)


def test_every_list_and_form_of_the_back_office_opens(as_, admin, lab, author):
    from django.contrib import admin as django_admin

    publish_post(by=author, space=lab, title="x", body="y")
    client = as_(admin)
    for model in django_admin.site._registry:
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert client.get(address).status_code == 200, address
        assert client.get(address, {"q": "ada"}).status_code in (200, 302), address


def test_entries_are_looked_at_and_never_edited_here(as_, admin, author, lab, plaza):
    hidden = publish_post(by=author, space=lab, title="The recipe", body="Two parts of salt.")
    publish_post(by=author, space=plaza, title="Lunch", body="At one.")
    page = as_(admin).get("/admin/content/entryrecord/").content.decode()
    assert "Lunch" in page
    assert "The recipe" not in page
    one = f"/admin/content/entryrecord/{hidden.pk}/change/"
    assert "salt" not in as_(admin).get(one).content.decode()
    assert as_(admin).post(one, {"title": "Changed"}).status_code == 403
    assert Entry.objects.get(pk=hidden.pk).title == "The recipe"


def test_the_button_restores_through_the_action(as_, admin, author, moderator, porch):
    post = publish_post(by=author, space=porch, body="Fine after all.")
    moderation_actions.hide(post, by=moderator, reason="Hm.")
    as_(admin).post("/admin/content/entryrecord/", {"action": "restore", "_selected_action": [post.pk]})
    assert Entry.objects.get(pk=post.pk).is_published
    assert Activity.objects.filter(verb="feeds.post.restored", actor=admin).exists()


def test_the_health_page_shows_checks_and_versions(as_, admin):
    page = as_(admin).get("/admin/health/").content.decode()
    for word in ("database", "disk", "jobs", "Django", "Portico"):
        assert word in page, word


def test_the_pages_obey_the_settings_of_the_site(as_, admin, outsider):
    client = as_(admin)
    form = client.get("/admin/site/").context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None and name != "logo"}
    answer = client.post("/admin/site/", {**data, "name": "Meridiana", "max_body_length": 1000})
    assert answer.status_code == 302, answer.context["form"].errors
    assert "Meridiana" in as_(outsider).get("/").content.decode()
    too_long = as_(outsider).post("/posts/", {"audience": "org", "body": "x" * 1001})
    assert too_long.status_code == 422
    assert "too long" in too_long.content.decode()
    change = Activity.objects.get(verb="core.site.changed")
    assert change.details["name"] == ["Portico", "Meridiana"]


def test_settings_that_make_no_sense_are_refused_and_nothing_changes(as_, admin):
    answer = as_(admin).post("/admin/site/", {"name": "", "max_body_length": 5})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert SiteSettings.current().name == "Portico"


def test_the_audit_trail_lists_what_was_done_and_by_whom(as_, admin, author, lab):
    page = as_(admin).get("/admin/activity/activity/").content.decode()
    assert "spaces.space.created" in page
    assert "Ada Bianchi" in page


def test_no_model_of_the_house_can_be_deleted_by_hand_that_others_rest_on():
    from intranet.content.admin import EntryRecord, FileRecord

    for model in (EntryRecord, FileRecord, Activity):
        assert not admin.site._registry[model].has_delete_permission(None)


@pytest.mark.parametrize("path", ["/admin/", "/admin/site/", "/admin/health/", "/admin/content/tag/"])
def test_its_pages_have_the_type_and_the_colours_of_the_product(as_, admin, path):
    page = as_(admin).get(path).content.decode()
    assert page.index("css/back-office.css") > page.index("admin/css/responsive.css")
