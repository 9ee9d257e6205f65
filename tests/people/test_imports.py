"""Organisation and contact files, good and bad, through the commands people use."""

from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from portal.people.models import Organisation, Person

pytestmark = pytest.mark.django_db

FIRMS = "org_id,name,city,country\nC1,Aava Board,Kotka,Finland\nC2,Brattsund Paper AB,Sundsvall,Sweden\n"
PEOPLE = (
    "contact_id,org_id,full_name,job_title,email,phone\nP1,C1,Ada Salo,Buyer, ADA@Aava.example ,1\nP2,C2,,Owner,,2\n"
)


def run(command: str, path: Path, *options: str) -> str:
    out = StringIO()
    call_command(command, str(path), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def write(tmp_path):
    def make(text: str | bytes, name: str = "rows.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return make


def test_rows_come_in_once_however_often_the_file_is_run(write):
    assert "2 new, 0 changed, 0 same" in run("import_organisations", write(FIRMS))
    assert "0 new, 0 changed, 2 same" in run("import_organisations", write(FIRMS))
    assert "0 new, 1 changed, 1 same" in run("import_organisations", write(FIRMS.replace("Kotka", "Hamina")))
    assert Organisation.objects.get(import_key="C1").city == "Hamina"


def test_dry_run_writes_nothing(write):
    assert "Would be: 2 new" in run("import_organisations", write(FIRMS), "--dry-run")
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_the_delimiter_is_found(write, delimiter):
    assert "2 new" in run("import_organisations", write(FIRMS.replace(",", delimiter)))


def test_utf16_with_mark_and_xlsx_are_read(write, tmp_path):
    assert "2 new" in run("import_organisations", write(FIRMS.encode("utf-16")))
    book = openpyxl.Workbook()
    for line in FIRMS.splitlines():
        book.active.append(line.split(","))
    book.save(tmp_path / "rows.xlsx")
    assert "2 same" in run("import_organisations", tmp_path / "rows.xlsx")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (FIRMS.replace("Kotka", "Kärkölä").encode("cp1252"), "Line 2 is not UTF-8"),
        (b"", "empty"),
        (b"org_id;name\nC1;A;B;C\n", "Line 2 has 4 values"),
        (b"city,country\nKotka,Finland\n", "There is no column key or org_id"),
        (b"org_id,name\nC1,\n", "errors"),
        (b'org_id,name\nC1,"open\n', "Line"),
        (b"org_id,name,name\nC1,A,B\n", "same name"),
        (b"\x00\x01\x02", "not a text file"),
    ],
)
def test_a_bad_file_is_refused_with_the_reason_and_writes_nothing(write, content, words):
    with pytest.raises(CommandError, match=words):
        run("import_organisations", write(content))
    assert not Organisation.objects.exists()


def test_an_error_in_one_row_names_the_line_and_writes_nothing(write, capsys):
    out = StringIO()
    with pytest.raises(CommandError, match="2 errors: nothing was written"):
        call_command("import_organisations", str(write("org_id,name\nC1,A\nC1,B\nC3,\n")), stdout=out)
    assert "line 3, key: “C1” is already on line 2" in out.getvalue()
    assert "line 4, name: is empty" in out.getvalue()
    assert not Organisation.objects.exists()


def test_the_named_encoding_is_used(write):
    run("import_organisations", write(FIRMS.replace("Kotka", "Kärkölä").encode("cp1252")), "--encoding", "cp1252")
    assert Organisation.objects.get(import_key="C1").city == "Kärkölä"


def test_a_twin_is_held_until_somebody_decides(write):
    known = Organisation.objects.create(name="Aava Board Oy", city="Kotka")
    said = run("import_organisations", write(FIRMS))
    assert "line 2: “Aava Board” may be “Aava Board Oy, Kotka”" in said
    assert "1 new" in said and "1 held" in said
    run("import_organisations", write(FIRMS), "--merge", "2")
    known.refresh_from_db()
    assert known.import_key == "C1"
    assert Organisation.objects.count() == 2


def test_twins_kept_apart_are_two(write):
    Organisation.objects.create(name="Aava Board Oy")
    run("import_organisations", write(FIRMS), "--separate", "2")
    assert Organisation.objects.filter(name__startswith="Aava").count() == 2


def test_contacts_cannot_sign_in_and_may_have_no_name(write):
    run("import_organisations", write(FIRMS))
    assert "2 new" in run("import_contacts", write(PEOPLE, "people.csv"))
    assert "2 same" in run("import_contacts", write(PEOPLE, "people.csv"))
    ada = Person.objects.get(email="ada@aava.example")
    assert not ada.can_sign_in and not ada.has_usable_password()
    assert Person.objects.get(import_key="P2").shown_name == "Owner"


def test_contacts_of_an_unknown_organisation_are_refused(write):
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import_contacts", str(write(PEOPLE)), stdout=out)
    assert "organisation “C1” is not known" in out.getvalue()


def test_a_file_does_not_rename_a_person_who_signs_in(write):
    run("import_organisations", write(FIRMS))
    aava = Organisation.objects.get(import_key="C1")
    Person.objects.create(email="ada@aava.example", name="Ada S.", organisation=aava, can_sign_in=True)
    assert "held" in run("import_contacts", write(PEOPLE))
    run("import_contacts", write(PEOPLE), "--merge", "2")
    ada = Person.objects.get(email="ada@aava.example")
    assert (ada.name, ada.phone, ada.import_key) == ("Ada S.", "1", "P1")
