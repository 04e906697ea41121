"""The API: everything a person can do, for that person's token, and nothing more."""

from __future__ import annotations

import json
import uuid

import pytest
from django.test import Client

from feeds.actions import publish_post
from feeds.models import Post
from intranet.accounts.actions.access import create_token
from intranet.conversation.models import Comment
from intranet.spaces.policies import membership_of


class Program:
    """A program that speaks for a person."""

    def __init__(self, person, **how) -> None:
        made = create_token(person, by=person, name="test", **how)
        self.secret = made[1] if isinstance(made[1], str) else made[0]
        self.client = Client()

    def ask(self, method: str, path: str, body=None, **headers):
        headers = {"authorization": f"Bearer {self.secret}", **headers}
        return self.client.generic(
            method, f"/api/v1{path}", json.dumps(body) if body is not None else b"", "application/json", headers=headers
        )

    def get(self, path: str, **headers):
        return self.ask("GET", path, **headers)


@pytest.fixture
def ada(author):
    return Program(author)


@pytest.fixture
def ben(colleague):
    return Program(colleague)


@pytest.fixture
def cleo(outsider):
    return Program(outsider)


@pytest.fixture
def lab_post(author, lab):
    return publish_post(by=author, space=lab, title="Quieter fans", body="The **bearings**. #cooling")


def test_without_a_token_there_is_a_problem_with_a_sentence(client, db):
    answer = client.get("/api/v1/me")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert "Bearer" in answer.json()["detail"]


@pytest.mark.parametrize("secret", ["", " ", "null", "undefined", "0", "portico_", "x" * 5000, "\x00"])
def test_what_is_no_token_is_nobodys(secret, client, author):
    answer = client.get("/api/v1/me", headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


def test_a_token_says_who_it_speaks_for(ada):
    me = ada.get("/me").json()
    assert (me["handle"], me["kind"], me["email"]) == ("ada", "staff", "ada@example.com")


def test_a_session_reads_but_writes_only_with_the_guard_token(author, lab):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert client.get("/api/v1/me").status_code == 200
    answer = client.post(f"/api/v1/spaces/{lab.pk}/posts", {"body": "x"}, content_type="application/json")
    assert answer.status_code == 403
    assert not Post.objects.exists()


def test_a_token_that_may_read_does_not_write(author, lab):
    program = Program(author, may_write=False)
    assert program.get("/spaces").status_code == 200
    answer = program.ask("POST", f"/spaces/{lab.pk}/posts", {"body": "x"})
    assert answer.status_code == 403
    assert "read, not write" in answer.json()["detail"]


def test_a_deactivated_persons_token_is_dead(author, admin, ada):
    from intranet.accounts.actions.standing import deactivate

    deactivate(author, by=admin)
    assert ada.get("/me").status_code == 401


def test_a_post_is_made_read_changed_and_deleted(ada, ben, cleo, lab):
    made = ada.ask("POST", f"/spaces/{lab.pk}/posts", {"title": "Fans", "body": "Quiet **now**."})
    assert made.status_code == 201
    pk = made.json()["id"]
    read = ben.get(f"/posts/{pk}").json()
    assert (read["title"], read["space_id"], read["revision"]) == ("Fans", lab.pk, 0)
    assert "<strong>now</strong>" in read["body_html"]
    assert cleo.get(f"/posts/{pk}").status_code == 404
    changed = ada.ask("PUT", f"/posts/{pk}", {"title": "Fans", "body": "Loud.", "based_on": 0}).json()
    assert changed["revision"] == 1
    stale = ada.ask("PUT", f"/posts/{pk}", {"title": "Fans", "body": "Louder.", "based_on": 0})
    assert stale.status_code == 409
    assert stale.json()["current"]["body"] == "Loud."
    assert ben.ask("DELETE", f"/entries/{pk}").status_code == 403
    assert ada.ask("DELETE", f"/entries/{pk}").status_code == 204
    assert ada.get(f"/posts/{pk}").status_code == 404


def test_the_same_key_makes_one_post_whether_in_the_body_or_the_header(ada, lab):
    key = str(uuid.uuid4())
    first = ada.ask("POST", f"/spaces/{lab.pk}/posts", {"body": "Once.", "client_id": key})
    second = ada.ask("POST", f"/spaces/{lab.pk}/posts", {"body": "Once."}, idempotency_key=key)
    assert first.json() == second.json()
    assert Post.objects.count() == 1
    other = ada.ask(
        "POST", f"/spaces/{lab.pk}/posts", {"body": "Once.", "client_id": str(uuid.uuid4())}, idempotency_key=key
    )
    assert other.status_code == 422


def test_any_word_is_a_key(ada, lab):
    for _ in range(2):
        ada.ask("POST", f"/spaces/{lab.pk}/posts", {"body": "Once."}, idempotency_key="order 4711")
    assert Post.objects.count() == 1


def test_an_outsider_gets_the_same_answer_as_for_nothing(cleo, lab_post, vault):
    hidden, missing = cleo.get(f"/entries/{lab_post.pk}"), cleo.get("/entries/999999")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content
    assert cleo.get(f"/spaces/{vault.pk}").content == cleo.get("/spaces/999999").content


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/entries/{pk}", None),
        ("GET", "/posts/{pk}", None),
        ("GET", "/entries/{pk}/comments", None),
        ("POST", "/entries/{pk}/comments", {"body": "x"}),
        ("PUT", "/posts/{pk}", {"body": "x"}),
        ("DELETE", "/entries/{pk}", None),
        ("PUT", "/entries/{pk}/reactions/bravi", None),
        ("DELETE", "/entries/{pk}/reactions/bravi", None),
    ],
)
def test_no_road_leads_an_outsider_to_an_entry(method, path, body, cleo, lab_post):
    assert cleo.ask(method, path.format(pk=lab_post.pk), body).status_code == 404


def test_comments_and_reactions_go_through_the_same_actions(ada, ben, lab_post):
    said = ben.ask("POST", f"/entries/{lab_post.pk}/comments", {"body": "How much?"})
    assert said.status_code == 201
    ada.ask("POST", f"/entries/{lab_post.pk}/comments", {"body": "Nine.", "parent": said.json()["id"]})
    items = ben.get(f"/entries/{lab_post.pk}/comments").json()["items"]
    assert [item["body"] for item in items] == ["How much?", "Nine."]
    assert Comment.objects.get(pk=items[1]["id"]).parent_id == said.json()["id"]
    assert ben.ask("PUT", f"/entries/{lab_post.pk}/reactions/bravi").json() == {"bravi": 1}
    assert ben.ask("PUT", f"/entries/{lab_post.pk}/reactions/bravi").json() == {"bravi": 1}
    assert ben.ask("DELETE", f"/entries/{lab_post.pk}/reactions/bravi").json() == {}
    assert ben.ask("PUT", f"/entries/{lab_post.pk}/reactions/applause").status_code == 422


def test_lists_come_in_pages_that_neither_repeat_nor_skip(ada, author, lab):
    for number in range(7):
        publish_post(by=author, space=lab, body=f"Post {number}")
    seen, cursor = [], ""
    while cursor is not None:
        page = ada.get(f"/spaces/{lab.pk}/posts?limit=3&cursor={cursor}").json()
        seen += [item["body"] for item in page["items"]]
        cursor = page["next"]
        publish_post(by=author, space=lab, body="Meanwhile")
    assert [body for body in seen if body != "Meanwhile"] == [f"Post {number}" for number in reversed(range(7))]


def test_a_cursor_that_was_tampered_with_is_refused(ada):
    answer = ada.get("/entries?cursor=abc")
    assert answer.status_code == 400
    assert answer.json()["detail"]


@pytest.mark.parametrize("body", [{}, {"body": 5}, {"body": "x", "client_id": "no"}, {"body": ["x"]}, [], "x", None])
def test_what_does_not_fit_is_a_problem_and_never_a_crash(body, ada, lab_post):
    answer = ada.ask("POST", f"/entries/{lab_post.pk}/comments", body)
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"


def test_customers_see_no_strangers(customer, other_customer, author):
    dora = Program(customer)
    handles = {person["handle"] for person in dora.get("/people").json()["items"]}
    assert handles == {"dora"}
    assert dora.get("/people/emil").status_code == 404
    assert dora.get("/people/ada").status_code == 404


def test_spaces_are_joined_and_left(cleo, plaza, lab, outsider):
    assert cleo.ask("PUT", f"/spaces/{plaza.pk}/membership").json()["joined"] is True
    assert cleo.ask("PUT", f"/spaces/{lab.pk}/membership").status_code == 403
    assert cleo.ask("DELETE", f"/spaces/{plaza.pk}/membership").status_code == 204
    assert not membership_of(outsider, plaza)


def test_too_much_at_once_is_told_when_to_come_back(ada, lab, settings):
    answers = [ada.ask("PUT", "/entries/1/reactions/bravi") for _ in range(61)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


def test_the_description_names_every_noun(client, db):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    nouns = {path.removeprefix("/api/v1/").split("/")[0] for path in paths}
    assert {"me", "people", "spaces", "entries", "posts", "comments", "notifications", "search"} <= nouns
    assert all(operation.get("summary") for methods in paths.values() for operation in methods.values())


@pytest.mark.parametrize("path", ["/entries", "/people", "/spaces", "/notifications", "/spaces/{space}/posts"])
def test_lists_cost_the_same_for_few_and_for_many(path, ada, author, lab, queries_stay_flat):
    path = path.format(space=lab.pk)
    queries_stay_flat(lambda: ada.get(path), lambda: publish_post(by=author, space=lab, body="x #tag"))


def test_a_file_is_uploaded_first_and_named_when_writing(ada, ben, cleo, lab):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("list.txt", b"one\ntwo\n"), "alt_text": ""})
    headers = {"authorization": f"Bearer {ada.secret}"}
    made = ada.client.generic("POST", "/api/v1/files", body, MULTIPART_CONTENT, headers=headers)
    assert made.status_code == 201, made.content
    post = ada.ask("POST", f"/spaces/{lab.pk}/posts", {"body": "The list", "attachments": [made.json()["id"]]})
    read = ben.get(f"/entries/{post.json()['id']}").json()
    assert [file["name"] for file in read["attachments"]] == ["list.txt"]
    taken = cleo.ask("POST", "/posts", {"body": "Mine now", "attachments": [made.json()["id"]]})
    assert taken.status_code == 422


def test_a_file_that_is_refused_says_why(ada):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("page.html", b"<script>1</script>")})
    headers = {"authorization": f"Bearer {ada.secret}"}
    answer = ada.client.generic("POST", "/api/v1/files", body, MULTIPART_CONTENT, headers=headers)
    assert answer.status_code == 422
    assert "not accepted" in answer.json()["detail"]


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_text_that_no_database_keeps_is_refused(ada, plaza, text):
    for body in ({"body": text}, {"body": "x", "tags": [text]}, {"body": "x", text: 1}):
        answer = ada.ask("POST", f"/spaces/{plaza.pk}/posts", body)
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json"), body
    assert not Post.objects.exists()
    assert ada.get("/search?q=a%00b").status_code == 400


@pytest.mark.parametrize("path", ["/people/?q=a%00", "/search/?q=%00", "/people/a%00/", "/spaces/a%00/"])
def test_an_address_with_a_nul_leads_nowhere(as_, author, path):
    answer = as_(author).get(path)
    assert answer.status_code == 400
    assert "could not make sense" in answer.content.decode()


def test_a_form_with_a_nul_is_refused_and_percent_signs_are_not(as_, author):
    client = as_(author)
    form = "application/x-www-form-urlencoded"
    assert client.post("/drafts/", "body=a%00", form).status_code == 400
    assert client.post("/posts/new/", "body=100+%2500", form).status_code != 400
