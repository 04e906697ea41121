"""The scenarios of docs/permissions.md about pages, each under its number."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from intranet.accounts.models import User
from intranet.collab.documents import Access
from intranet.content.models import Entry
from intranet.conversation.actions import add_comment
from intranet.realtime.units import unit
from intranet.spaces import actions as spaces
from intranet.spaces.audiences import forget
from wiki import actions
from wiki.history.reading import versions_read_by
from wiki.languages.groups import told_of
from wiki.models import Page
from wiki.readers.circles import Chosen, circle_for
from wiki.readers.why import why
from wiki.working_text import gate

STAFF = {"author", "colleague", "outsider", "moderator", "admin"}
EVERYBODY = STAFF | {"customer", "other_customer", "guest"}


@pytest.fixture
def page(lab, author) -> Page:
    return actions.create_page(lab, by=author, title="Fans", body="Loud.")


def again(page: Page) -> Page:
    return Page.objects.select_related("space", "parent").get(pk=page.pk)


def circle(by, **chosen):
    with unit():
        return circle_for(Chosen(**chosen), by=by)


def test_71_who_reads_a_page(page, lab, author, colleague, customer, readers_of, acme):
    below = actions.create_page(lab, by=author, title="Bearings", parent=page)
    said = add_comment(below, by=author, body="Greased.")
    assert readers_of(below) == {"author", "colleague"}
    actions.set_reading(page, by=author, reads="public")
    assert readers_of(page) == readers_of(below) == readers_of(said) == EVERYBODY
    actions.set_reading(below, by=author, reads="chosen", circle=circle(author, people=[author], companies=[acme]))
    assert readers_of(below) == readers_of(said) == {"author", "customer"}
    assert gate(User.objects.get(pk=colleague.pk), below.pk) == Access.NONE


def test_72_setting_who_reads(page, author, colleague, outsider, admin):
    mine = actions.create_page(page.space, by=colleague, title="Mine")
    actions.set_reading(mine, by=colleague, reads="chosen", circle=circle(colleague, people=[colleague]))
    # Ada owns the lab and does not read it: she does not let herself in. Ben does not shut himself out.
    for by, people in ((author, [author]), (colleague, [author]), (outsider, [outsider]), (admin, [admin])):
        with pytest.raises(PermissionDenied):
            actions.set_reading(again(mine), by=by, reads="chosen", circle=circle(by, people=people))
    with pytest.raises(PermissionDenied):
        actions.set_reading(page, by=colleague, reads="chosen", circle=circle(colleague, people=[colleague]))


def test_73_customers_and_everyone(page, vault, author, colleague, acme, readers_of):
    mine = actions.create_page(page.space, by=colleague, title="Mine")
    for reads, chosen in (
        ("customers", None),
        ("public", None),
        ("chosen", {"people": [colleague], "companies": [acme]}),
    ):
        with pytest.raises(PermissionDenied, match="open a page to people outside"):
            actions.set_reading(mine, by=colleague, reads=reads, circle=circle(colleague, **chosen) if chosen else None)
    actions.set_reading(page, by=author, reads="public")
    actions.move_page(mine, by=colleague, parent=page)
    assert readers_of(mine) == {"author", "colleague"}
    new = actions.create_page(page.space, by=colleague, title="New", parent=page)
    assert readers_of(new) == {"author", "colleague"}
    actions.set_reading(new, by=author, reads="")
    assert "guest" in readers_of(new)
    vault.parts = ["wiki"]
    vault.save()
    with pytest.raises(PermissionDenied, match="secret"):
        actions.set_reading(actions.create_page(vault, by=author, title="Gold"), by=author, reads="customers")


def test_74_writing_for_readers_outside(page, author, colleague, customer):
    actions.set_reading(page, by=author, reads="public")
    actions.put_text(page, by=colleague, text="Broken.")
    assert again(page).body == "Loud."
    assert gate(User.objects.get(pk=customer.pk), page.pk) == Access.NONE
    assert "Broken." not in {version.text for version in versions_read_by(customer, again(page))}
    actions.publish_page(page, by=colleague)
    assert again(page).body == "Broken."


def test_75_editing_a_page(porch, author, colleague, customer):
    porch.parts = ["wiki"]
    porch.save()
    page = actions.create_page(porch, by=author, title="Cleaning")
    for person in (customer, colleague):
        spaces.join_space(porch, by=person)
        forget(person)
    actions.put_text(page, by=colleague, text="Wipe.")
    with pytest.raises(PermissionDenied, match="propose"):
        actions.put_text(page, by=customer, text="Blow.")
    actions.set_editing(page, by=author, edits="chosen", circle=circle(author, people=[customer]))
    forget(customer)
    actions.put_text(again(page), by=customer, text="Blow.")
    actions.lock_page(page, by=author, reason="Being checked.")
    with pytest.raises(PermissionDenied, match="Being checked"):
        actions.put_text(again(page), by=customer, text="Blow harder.")


def test_76_why_somebody_reads_a_page(as_, page, vault, author, colleague, outsider):
    spaces.add_member(vault, by=author, person=outsider)
    forget(author)
    actions.set_reading(page, by=author, reads="chosen", circle=circle(author, people=[author], spaces=[vault]))
    told = " ".join(why(again(page), User.objects.get(pk=outsider.pk), asker=author).because)
    assert "Vault" in told
    actions.set_reading(
        page, by=author, reads="chosen", circle=circle(author, people=[author, colleague], spaces=[vault])
    )
    told = why(again(page), User.objects.get(pk=outsider.pk), asker=User.objects.get(pk=colleague.pk))
    assert told.reads
    assert "Vault" not in " ".join(told.because)
    asked = as_(colleague).get(f"/wiki/{page.pk}/rights/?person=@cleo").content.decode()
    assert "rights-answer" not in asked


def test_77_the_space_of_a_page_is_not_named_to_who_may_not_know_of_it(
    as_, lab, page, author, customer, guest, run_jobs
):
    lab.name = "Quartermaster"
    lab.save()
    actions.set_reading(page, by=author, reads="public")
    run_jobs()
    for reader in (guest, customer):
        found = as_(reader).get("/search/?q=fans").content.decode()
        assert again(page).get_absolute_url() in found or f"/wiki/{page.pk}" in found
        assert "Quartermaster" not in found


def test_78_a_translation(page, author, colleague, readers_of):
    actions.set_reading(page, by=author, reads="chosen", circle=circle(author, people=[author]))
    made = actions.translate_page(again(page), by=author, language="it", title="Ventole")
    assert readers_of(made) == {"author"}
    actions.set_reading(page, by=author, reads="space")
    assert told_of(again(page), User.objects.get(pk=colleague.pk)) == []
    assert Entry.objects.visible_to(author).filter(pk=made.pk).exists()
