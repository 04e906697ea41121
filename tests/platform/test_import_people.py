"""People from a table: looked through, then done; and the reading and writing of CSV under it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from intranet.accounts import actions
from intranet.accounts.actions.importing import AT_ONCE
from intranet.accounts.models import Department, ImportedRow, PeopleImport, User
from intranet.activity.models import Activity
from intranet.core.tables import MOST_BYTES, read_table, safe_cell, write_table
from tests.platform.files_of_strangers import upload

COLUMNS = {"name": ("name", "nome"), "email": ("email", "e-mail")}


def cells(data: bytes) -> list[dict[str, str]]:
    return [row.cells for row in read_table(data, columns=COLUMNS).rows]


def look(text: str, by: User, **more) -> PeopleImport:
    return actions.look_through(text.encode(), by=by, **more)


def outcomes(kept: PeopleImport) -> list[str]:
    return list(kept.rows.order_by("number").values_list("outcome", flat=True))


def why(kept: PeopleImport) -> str:
    return " ".join(reason for row in kept.rows.all() for reason in row.reasons)


# --- The table -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_is_read_however_a_spreadsheet_wrote_it(separator, encoding):
    text = f'Nome{separator}E-mail\r\n"Niccolò D’Amico"{separator}nic@example.com\r\n'
    assert cells(text.encode(encoding)) == [{"name": "Niccolò D’Amico", "email": "nic@example.com"}]


def test_latin_1_that_is_not_utf_8_keeps_its_accents():
    assert cells("name;email\nPerù;p@example.com\n".encode("latin-1"))[0]["name"] == "Perù"


def test_a_separator_inside_quotes_is_no_separator():
    assert cells(b'"name","email"\n"Bianchi, Ada; the first","a@example.com"\n')[0]["name"] == "Bianchi, Ada; the first"


def test_rows_have_the_number_that_a_spreadsheet_shows():
    table = read_table(b'name,email\n"two\nlines",a@example.com\n\nb,b@example.com\n', columns=COLUMNS)
    assert [row.number for row in table.rows] == [2, 5]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"name,email\n", "no rows"),
        (b"name,shoe size\nx,42\n", "shoe size"),
        (b"email,E-Mail\nx,y\n", "twice"),
        (b"name\nAda\n", "missing"),
        (b"\x89PNG\r\n\x00\x00", "no text"),
        (b"name,email\n" + b"x" * 6000 + b",y\n", "more than"),
        (b"x" * (MOST_BYTES + 1), "larger"),
    ],
)
def test_what_is_no_such_table_is_refused_with_a_sentence(data, said):
    with pytest.raises(ValidationError) as refused:
        read_table(data, columns=COLUMNS, needed=["email"])
    assert said in " ".join(refused.value.messages)


def test_more_rows_than_are_taken_are_refused_before_they_are_looked_at():
    with pytest.raises(ValidationError, match="At most 2 rows"):
        read_table(b"email\na@b.c\nc@d.e\ne@f.g\n", columns=COLUMNS, most_rows=2)


@pytest.mark.parametrize("text", ["=1+1", "+39", "-2", "@SUM(A1)", "\tx", "\rx", "＝1", "  =1", "|cmd"])
def test_no_spreadsheet_runs_what_we_write(text):
    assert safe_cell(text).startswith("'")
    assert f'"\'{text}"' in write_table(["x"], [[text]])


def test_what_we_wrote_is_read_back_as_it_was():
    written = write_table(["name", "email"], [["=Ada", "a@example.com"], ["Ada, B", "b@example.com"]])
    assert [row["name"] for row in cells(written.encode())] == ["=Ada", "Ada, B"]


# --- The dry run -----------------------------------------------------------------------------------------------------


def test_the_dry_run_says_of_each_row_what_would_come_of_it_and_changes_nothing(admin, author, colleague):
    before = User.objects.count()
    text = (
        "name,email,job title\nNora Blu,nora@example.com,Buyer\nAda Bianchi,ada@example.com,Director\n"
        "Ben Rossi,ben@example.com,\nX,no address,\n"
    )
    kept = look(text, admin)
    assert outcomes(kept) == ["make", "change", "same", "refuse"]
    assert kept.counts == {"make": 1, "change": 1, "same": 1, "refuse": 1}
    assert kept.rows.get(number=3).changes == [["job_title", "", "Director"]]
    assert User.objects.count() == before
    assert User.objects.get(pk=author.pk).job_title == ""


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Nora Blu,nora@example.com,,Nowhere,,,,,", "no department"),
        ("Nora Blu,nora@example.com,,,,robot,,,", "staff"),
        ("Nora Blu,nora@example.com,,,,customer,Nobody Ltd,,", "no company"),
        ("Nora Blu,nora@example.com,,,,staff,Acme,,", "no customer company"),
        ("Nora Blu,nora@example.com,,,cleo@example.com,customer,Acme,,", "Only staff"),
        ("Nora Blu,nora@example.com,,,ghost@example.com,,,,", "ghost@example.com"),
        ("Nora Blu,nora@example.com,,,dora@example.com,,,,", "A manager is a colleague"),
        ("Nora Blu,nora@example.com,,,,,,klingon,", "klingon"),
        ("Nora Blu,nora@example.com,,,,,,,Moon/Base", "Moon/Base"),
        ("Nora Blu,nora@example.com,ada,,,,,,", "taken"),
        ("Nora Blu,nora@example.com,Not A Handle,,,,,,", "handle"),
        (",nora@example.com,,,,,,,", "needs a name"),
        ("Fred Serra,fred@example.com,,,,,,,", "closed"),
        ("Dora Neri,dora@example.com,,,,staff,,,", "something else"),
        ("Portico,portico@localhost,,,,,,,", "not changed by a table"),
        ("Portico Support,kim@acme.example,,,,customer,Acme,,", "taken for ours"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_with_its_reason(
    row, said, admin, author, outsider, customer, deactivated
):
    User.objects.system()
    kept = look(f"name,email,handle,department,manager,kind,company,language,time zone\n{row}\n", admin)
    assert outcomes(kept) == ["refuse"]
    assert said in why(kept)


def test_roles_are_not_imported(admin):
    with pytest.raises(ValidationError, match="Roles are not imported"):
        look("name,email,role\nEve,eve@example.com,admin\n", admin)


def test_the_same_address_twice_is_one_person_and_one_refusal(admin):
    kept = look("name,email\nNora Blu,nora@example.com\nNora Verde,NORA@example.com\n", admin)
    assert outcomes(kept) == ["make", "refuse"]


def test_a_circle_of_managers_refuses_the_row_that_closes_it(admin):
    text = "name,email,manager\nA One,a@example.com,b@example.com\nB Two,b@example.com,c@example.com\n"
    kept = look(text + "C Three,c@example.com,a@example.com\n", admin)
    assert outcomes(kept) == ["make", "make", "refuse"]
    assert "works, directly or not, for" in why(kept)


def test_only_an_admin_looks_through_a_table(author):
    with pytest.raises(PermissionDenied):
        look("name,email\nNora Blu,nora@example.com\n", author)


# --- Doing it --------------------------------------------------------------------------------------------------------


def test_what_was_shown_is_done(admin, author, acme):
    text = (
        "name;email;handle;department;job title;manager;kind;company;language;time zone\n"
        "Nora Blu;nora@example.com;nora;Research;Buyer;ada@example.com;staff;;it;Europe/Berlin\n"
        "Kim Doe;kim@acme.example;;;;;customer;acme;en;\n"
        "Ada Bianchi;ada@example.com;;research;Head;;;;;\n"
    )
    kept = actions.apply_import(look(text, admin, make_departments=True), by=admin)
    assert (kept.state, kept.counts) == ("done", {"make": 2, "change": 1})
    nora = User.objects.get(email="nora@example.com")
    assert (nora.handle, nora.department.name, nora.job_title) == ("nora", "Research", "Buyer")
    assert (nora.manager, nora.language, nora.time_zone, nora.role) == (author, "it", "Europe/Berlin", "")
    assert not nora.has_usable_password()
    kim = User.objects.get(email="kim@acme.example")
    assert (kim.kind, kim.company) == ("customer", acme)
    author.refresh_from_db()
    assert (author.job_title, author.department) == ("Head", nora.department)
    assert Department.objects.count() == 1
    assert Activity.objects.filter(verb="accounts.people.imported", audited=True, actor=admin).count() == 1


def test_the_same_table_again_changes_nothing(admin):
    text = (
        "name,email,job title,manager\nNora Blu,nora@example.com,Buyer,omar@example.com\nOmar Dì,omar@example.com,,\n"
    )
    actions.apply_import(look(text, admin), by=admin)
    again = look(text, admin)
    assert outcomes(again) == ["same", "same"]
    noted = Activity.objects.count()
    actions.apply_import(again, by=admin)
    assert Activity.objects.count() == noted + 1
    assert User.objects.filter(email="nora@example.com").count() == 1


def test_managers_further_down_the_table_are_found(admin):
    text = "name,email,manager\nNora Blu,nora@example.com,omar@example.com\nOmar Dì,omar@example.com,\n"
    actions.apply_import(look(text, admin), by=admin)
    assert User.objects.get(email="nora@example.com").manager.email == "omar@example.com"


def test_who_took_the_address_meanwhile_makes_the_row_a_change(admin):
    kept = look("name,email\nNora Blu,nora@example.com\n", admin)
    actions.add_person(by=admin, name="Nora Rossa", email="nora@example.com")
    kept = actions.apply_import(kept, by=admin)
    assert outcomes(kept) == ["change"]
    assert User.objects.get(email="nora@example.com").name == "Nora Blu"


def test_a_table_is_done_once_however_often_it_is_pressed(admin):
    kept = look("name,email\nNora Blu,nora@example.com\n", admin)
    stale = PeopleImport.objects.get(pk=kept.pk)
    actions.apply_import(kept, by=admin)
    with pytest.raises(PermissionDenied, match="done already"):
        actions.apply_import(stale, by=admin)


def test_a_table_is_its_admins_alone_and_lasts_an_hour(admin, author):
    other = User.objects.create_superuser("second@example.com", name="Second Admin")
    kept = look("name,email\nNora Blu,nora@example.com\n", admin)
    with pytest.raises(PermissionDenied, match="somebody else"):
        actions.apply_import(kept, by=other)
    PeopleImport.objects.update(expires_at=now() - timedelta(seconds=1))
    with pytest.raises(PermissionDenied, match="too long ago"):
        actions.apply_import(kept, by=admin)
    assert not User.objects.filter(email="nora@example.com").exists()


def test_a_long_table_is_done_by_a_job_portion_by_portion(admin, run_jobs):
    rows = "".join(
        f"Person {'abcdefghij'[i // 26 % 10]}{chr(97 + i % 26)},p{i}@example.com\n" for i in range(AT_ONCE + 5)
    )
    kept = actions.apply_import(look("name,email\n" + rows, admin), by=admin)
    assert kept.state == "running"
    run_jobs()
    kept.refresh_from_db()
    assert (kept.state, kept.count("make")) == ("done", AT_ONCE + 5)


def test_new_people_get_a_mail_only_where_that_was_ticked(admin, run_jobs, mailoutbox):
    actions.apply_import(look("name,email\nNora Blu,nora@example.com\n", admin), by=admin)
    run_jobs()
    assert mailoutbox == []
    actions.apply_import(look("name,email,language\nOmar Dì,omar@example.com,it\n", admin, invite=True), by=admin)
    run_jobs()
    assert [mail.to for mail in mailoutbox] == [["omar@example.com"]]
    assert "/accounts/password/reset/" in mailoutbox[0].body


def test_tables_are_forgotten(admin, run_jobs):
    from intranet.accounts.jobs import forget_tables_of_people

    look("name,email\nNora Blu,nora@example.com\n", admin)
    forget_tables_of_people.call()
    assert PeopleImport.objects.count() == 1
    PeopleImport.objects.update(expires_at=now() - timedelta(seconds=1))
    forget_tables_of_people.call()
    assert (PeopleImport.objects.count(), ImportedRow.objects.count()) == (0, 0)


# --- The pages -------------------------------------------------------------------------------------------------------


def test_an_admin_brings_a_table_sees_it_and_does_it(admin, as_):
    client = as_(admin)
    data = b"name,email\n=cmd|calc,x@example.com\nNora Blu,nora@example.com\n"
    found = client.post("/people/import/", {"table": upload("people.csv", data)})
    page = client.get(found["Location"]).content.decode()
    assert "Nora Blu" in page
    assert "Do it for 1 person" in page
    problems = client.get(f"{found['Location']}refused/")
    assert problems["Content-Disposition"] == 'attachment; filename="refused.csv"'
    assert '"\'=cmd|calc"' in problems.content.decode()
    client.post(f"{found['Location']}apply/")
    assert User.objects.filter(email="nora@example.com").exists()
    assert "This is what came of it" in client.get(found["Location"]).content.decode()


def test_a_table_that_is_none_is_said_beside_the_field(admin, as_):
    answer = as_(admin).post("/people/import/", {"table": upload("people.csv", b"shoe size\n42\n")})
    assert answer.status_code == 422
    assert "is not known" in answer.content.decode()


def test_another_admins_table_is_not_there(admin, as_):
    other = User.objects.create_superuser("second@example.com", name="Second Admin")
    kept = look("name,email\nNora Blu,nora@example.com\n", admin)
    for path in ("", "refused/"):
        assert as_(other).get(f"/people/import/{kept.pk}/{path}").status_code == 404
    assert as_(other).post(f"/people/import/{kept.pk}/apply/").status_code == 404


def test_the_page_of_a_table_costs_the_same_for_few_rows_and_many(admin, as_, queries_stay_flat):
    client, kept = as_(admin), look("name,email\nNora Blu,nora@example.com\n", admin)

    def grow() -> None:
        number = kept.rows.count() + 10
        ImportedRow.objects.create(table=kept, number=number, cells={"email": f"{number}@example.com"}, outcome="make")

    queries_stay_flat(lambda: client.get(f"/people/import/{kept.pk}/"), grow)


# --- The command -----------------------------------------------------------------------------------------------------


def test_the_command_shows_and_with_apply_does(admin, tmp_path, capsys):
    file = tmp_path / "people.csv"
    file.write_text("name,email\nNora Blu,nora@example.com\n")
    call_command("import_people", str(file))
    assert "make" in capsys.readouterr().out
    assert not User.objects.filter(email="nora@example.com").exists()
    call_command("import_people", str(file), "--apply")
    assert User.objects.filter(email="nora@example.com").exists()


def test_the_command_says_what_is_wrong(admin, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_people", str(tmp_path / "nothing.csv"))
    file = tmp_path / "people.csv"
    file.write_text("role,email\nadmin,x@example.com\n")
    with pytest.raises(CommandError, match="Roles"):
        call_command("import_people", str(file))
