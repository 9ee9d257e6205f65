"""Files coming in: by form, in pieces, cut and resumed, twice at once, hostile names, and no words about others."""

import io
import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from documents import limits
from documents.models import Blob, Document, DocumentRevision, Upload
from documents.naming import clean_file_name, guess_category, title_of
from documents.services import sweep_files
from portal.activity.models import Activity, Delivery
from portal.jobs.models import Job
from portal.spaces.models import Participant
from tests.factories.documents import document

pytestmark = pytest.mark.django_db


def begin(client, space, name="Headbox spec.pdf", size=631, query="", **more):
    body = {"name": name, "size": size, "category": "", "confidentiality": "technical", **more}
    url = f"{reverse('api_uploads')}?space={space.pk}{query}"
    return client.post(url, json.dumps(body), content_type="application/json")


def put(client, upload_url, content, offset=0):
    return client.put(
        upload_url, content, content_type="application/offset+octet-stream", headers={"Upload-Offset": str(offset)}
    )


# --- the plain form --------------------------------------------------------------------------------------------------


def test_form_files_are_checked_and_then_seen_by_the_other_side(aurora, cast, as_person, a_file, sample, check_all):
    files = [a_file("Tarjous 12.pdf"), a_file("layout.docx", sample("office-sample.docx"))]
    add = reverse("documents:add", args=[aurora.pk])
    answer = as_person(cast.sales).post(
        add, {"confidentiality": "technical", "category": "", "file": files, "idempotency_key": "k1"}
    )
    assert answer.status_code == 302
    assert [d.category for d in Document.objects.order_by("id")] == ["quotation", "layout"]
    listed = reverse("documents:list", args=[aurora.pk])
    assert "Tarjous 12" not in as_person(cast.buyer).get(listed).content.decode()
    own = as_person(cast.tech).get(listed).content.decode()
    assert "Being checked" in own
    assert "data-refresh" in own
    assert Job.objects.filter(kind="documents.check").count() == 2
    check_all()
    page = as_person(cast.buyer).get(listed).content.decode()
    assert "Tarjous 12" in page
    assert "data-refresh" not in as_person(cast.tech).get(listed).content.decode()
    for blob in Blob.objects.all():
        assert blob.path.is_file()
        assert not blob.quarantined
        assert len(blob.sha256) == 64


def test_many_files_make_one_notice_and_one_mail_each(aurora, cast, as_person, a_file, check_all):
    add = reverse("documents:add", args=[aurora.pk])
    files = [a_file(f"Paper {n}.pdf") for n in range(8)]
    as_person(cast.sales).post(add, {"confidentiality": "commercial", "file": files})
    check_all()
    told = Activity.objects.filter(kind__startswith="documents.added")
    assert told.count() == 1
    assert told.get().data["count"] == 8
    assert len(told.get().data["revisions"]) == 8
    reached = set(Delivery.objects.filter(activity=told.get()).values_list("person__email", flat=True))
    assert reached == {f"{n}.example" for n in ("buyer@aava", "director@aava", "pricing@kymi", "kam@kymi")}
    assert "Paper" not in json.dumps(told.get().data)


def test_one_bad_file_and_nothing_is_taken(aurora, cast, as_person, a_file):
    add = reverse("documents:add", args=[aurora.pk])
    answer = as_person(cast.sales).post(
        add,
        {"confidentiality": "commercial", "category": "estimate", "file": [a_file("good.pdf"), a_file("bad.exe")]},
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "bad.exe: Files of this type cannot be stored here" in page
    assert '<option value="commercial" selected>' in page
    assert '<option value="estimate" selected>' in page
    assert not Document.objects.exists()


@pytest.mark.parametrize("files", [[], None])
def test_no_file(aurora, cast, as_person, files):
    add = reverse("documents:add", args=[aurora.pk])
    answer = as_person(cast.sales).post(add, {"confidentiality": "general"})
    assert answer.status_code == 422
    assert "Choose a file." in answer.content.decode()


def test_same_form_twice_stores_once(aurora, cast, as_person, a_file):
    add, client = reverse("documents:add", args=[aurora.pk]), as_person(cast.sales)
    for _ in range(2):
        client.post(add, {"confidentiality": "general", "file": [a_file("Spec.pdf")], "idempotency_key": "same"})
    assert Document.objects.count() == 1


def test_class_outside_the_role_is_refused(aurora, cast, as_person, a_file):
    add = reverse("documents:add", args=[aurora.pk])
    expert = as_person(cast.expert)
    answer = expert.post(add, {"confidentiality": "commercial", "file": [a_file("Price.pdf")]})
    assert answer.status_code == 422
    page = expert.get(add).content.decode()
    assert 'value="technical"' in page
    assert 'value="commercial"' not in page
    assert not Document.objects.exists()


def test_who_may_not_add_anything(aurora, cast, as_person):
    add = reverse("documents:add", args=[aurora.pk])
    assert as_person(cast.field).get(add).status_code == 404
    assert as_person(cast.rival).get(add).status_code == 404
    watching = Participant.objects.get(person=cast.expert, space=aurora)
    watching.role_id = "observer"
    watching.save()
    assert as_person(cast.expert).get(add).status_code == 403


# --- who will see it -------------------------------------------------------------------------------------------------


def test_says_who_will_see_it_before_it_is_sent(aurora, cast, as_person):
    seers = reverse("documents:seers", args=[aurora.pk])
    client = as_person(cast.sales)
    technical = client.get(seers, {"confidentiality": "technical"}).content.decode()
    assert "8 people will see it" in technical
    assert "Expert (Aava Board)" in technical
    commercial = client.get(seers, {"confidentiality": "commercial"}).content.decode()
    assert "5 people will see it" in commercial
    assert "Expert" not in commercial
    internal = client.get(seers, {"confidentiality": "internal"}).content.decode()
    assert "Own side only." in internal
    assert "Aava" not in internal
    assert as_person(cast.expert).get(seers, {"confidentiality": "commercial"}).status_code == 404
    assert as_person(cast.pricing).get(seers, {"confidentiality": "technical"}).status_code == 403
    assert as_person(cast.rival).get(seers, {"confidentiality": "general"}).status_code == 404


def test_back_office_people_are_not_named_to_the_other_side(aurora, cast, as_person):
    Participant.objects.filter(space=aurora, person=cast.pricing).update(shown_to_other_side=False)
    page = as_person(cast.buyer).get(reverse("documents:seers", args=[aurora.pk]), {"confidentiality": "commercial"})
    assert "Pricing" not in page.content.decode()
    assert "and others of the other side" in page.content.decode()


# --- piece by piece --------------------------------------------------------------------------------------------------


def test_cut_and_resumed(aurora, cast, as_person, sample, check_all):
    client, content = as_person(cast.sales), sample("office-sample.docx")
    made = begin(client, aurora, "Tekninen erittely.docx", len(content))
    assert made.status_code == 201
    upload = made.json()
    assert upload["offset"] == 0
    assert upload["state"] == "receiving"
    assert put(client, upload["upload_url"], content[:5000]).json()["offset"] == 5000
    lost = put(client, upload["upload_url"], content[:5000])
    assert lost.status_code == 409
    assert lost.json()["offset"] == 5000
    assert client.get(upload["upload_url"]).json()["offset"] == 5000
    done = put(client, upload["upload_url"], content[5000:], 5000).json()
    assert (done["offset"], done["state"]) == (len(content), "checking")
    check_all()
    after = client.get(upload["upload_url"]).json()
    assert after["state"] == "available"
    stored = Document.objects.get()
    assert str(stored.pk) == after["document"]
    assert (stored.title, stored.category) == ("Tekninen erittely", "specification")
    assert stored.current.blob.path.read_bytes() == content
    again = put(client, upload["upload_url"], b"x", len(content))
    assert again.status_code == 409


def test_two_tabs_send_the_same_piece(aurora, cast, as_person, sample):
    content = sample("minimal-valid.pdf")
    upload = begin(as_person(cast.sales), aurora, size=len(content)).json()
    first, second = as_person(cast.sales), as_person(cast.sales)
    assert put(first, upload["upload_url"], content).status_code == 200
    assert put(second, upload["upload_url"], content).status_code == 409
    assert DocumentRevision.objects.count() == 1


def test_begun_twice_with_one_key_is_one_upload(aurora, cast, as_person):
    client = as_person(cast.sales)
    url = f"{reverse('api_uploads')}?space={aurora.pk}"
    body = json.dumps({"name": "a.pdf", "size": 5, "confidentiality": "general"})
    answers = [
        client.post(url, body, content_type="application/json", headers={"Idempotency-Key": "k"}) for _ in range(2)
    ]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert Upload.objects.count() == 1


def test_a_foreign_upload_is_an_unknown_one(aurora, borealis, cast, as_person):
    upload = begin(as_person(cast.sales), aurora).json()
    unknown = reverse("api_upload", args=[uuid.uuid4()])
    for name in ("tech", "kam", "buyer", "rival", "admin", "former"):
        client = as_person(getattr(cast, name))
        for url in (upload["upload_url"], unknown):
            assert client.get(url).status_code == 404, name
            assert put(client, url, b"x").status_code == 404, name
            assert client.delete(url).status_code == 404, name
    assert Upload.objects.get().received == 0


def test_who_lost_access_cannot_go_on(aurora, cast, as_person):
    client = as_person(cast.sales)
    upload = begin(client, aurora).json()
    Participant.objects.filter(space=aurora, person=cast.sales).update(ends=timezone.now())
    assert put(client, upload["upload_url"], b"x").status_code == 404


def test_who_lost_the_right_cannot_go_on(aurora, cast, as_person):
    client = as_person(cast.sales)
    upload = begin(client, aurora).json()
    Participant.objects.filter(space=aurora, person=cast.sales).update(role_id="sales_assistant")
    assert put(client, upload["upload_url"], b"x").status_code == 403


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        ("Spec.pdf", 0, "The file is empty."),
        ("Spec.pdf", 200 * 1024 * 1024 + 1, "too large"),
        ("", 10, "no name"),
        ("...", 10, "no name"),
        ("\u202e\r\n", 10, "no name"),
        ("setup.exe", 10, "Files of this type"),
        ("page.html", 10, "Files of this type"),
        ("logo.svg", 10, "Files of this type"),
        ("noending", 10, "Files of this type"),
        ("calc.xlsm", 10, "macros"),
        ("invoice\u202efdp.exe", 10, "Files of this type"),
    ],
)
def test_refused_at_the_door(aurora, cast, as_person, name, size, said):
    answer = begin(as_person(cast.sales), aurora, name, size)
    assert answer.status_code == 422
    assert said in json.dumps(answer.json()["errors"], ensure_ascii=False)
    assert not Upload.objects.exists()


@pytest.mark.parametrize("offset", ["", "-1", "x", "9" * 30])
def test_odd_offsets(aurora, cast, as_person, offset):
    client = as_person(cast.sales)
    upload = begin(client, aurora).json()
    answer = client.put(
        upload["upload_url"], b"x", content_type="application/offset+octet-stream", headers={"Upload-Offset": offset}
    )
    assert answer.status_code == 422


def test_more_bytes_than_promised(aurora, cast, as_person):
    client = as_person(cast.sales)
    upload = begin(client, aurora, size=4).json()
    assert put(client, upload["upload_url"], b"12345").status_code == 422
    assert put(client, upload["upload_url"], b"").status_code == 422
    assert Upload.objects.get().received == 0


@pytest.mark.parametrize(
    "body",
    [{}, [], {"name": "a.pdf"}, {"name": "a.pdf", "size": "x"}, {"name": "a.pdf", "size": 5, "category": "nope"},
     {"name": "a.pdf", "size": 5, "confidentiality": "secret"}, {"name": ["a"], "size": 5},
     {"name": "a.pdf", "size": 5}, {"name": "a.pdf", "size": 5, "confidentiality": ""}],
)  # fmt: skip
def test_bad_bodies(aurora, cast, as_person, body):
    answer = as_person(cast.sales).post(
        f"{reverse('api_uploads')}?space={aurora.pk}", json.dumps(body), content_type="application/json"
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("space", ["", "x", "0198c0de-0000-7000-8000-000000000009"])
def test_no_such_place(cast, aurora, as_person, space):
    answer = as_person(cast.sales).post(
        f"{reverse('api_uploads')}?space={space}",
        json.dumps({"name": "a.pdf", "size": 5, "confidentiality": "general"}),
        content_type="application/json",
    )
    assert answer.status_code in {404, 422}


def test_the_answer_says_nothing_about_files_that_are_there(aurora, cast, as_person):
    document(aurora, by=cast.sales, title="Secret", file_name="Secret.pdf", confidentiality="internal")
    expert = as_person(cast.expert)
    same = begin(expert, aurora, "Secret.pdf").json()
    other = begin(expert, aurora, "Public.pdf").json()
    assert {k: v for k, v in same.items() if k not in {"id", "upload_url", "name"}} == {
        k: v for k, v in other.items() if k not in {"id", "upload_url", "name"}
    }


def test_quotas(aurora, cast, as_person, monkeypatch):
    client = as_person(cast.sales)
    monkeypatch.setattr(limits, "PERSON_UPLOADS", 2)
    assert [begin(client, aurora).status_code for _ in range(3)] == [201, 201, 429]
    monkeypatch.setattr(limits, "PERSON_UPLOADS", 100)
    monkeypatch.setattr(limits, "PERSON_BYTES", 2000)
    assert begin(client, aurora).status_code == 201
    assert begin(client, aurora).status_code == 429
    monkeypatch.setattr(limits, "PERSON_BYTES", 10**9)
    monkeypatch.setattr(limits, "SPACE_BYTES", 2600)
    assert begin(client, aurora).status_code == 201
    full = begin(client, aurora)
    assert full.status_code == 422
    assert "no room" in json.dumps(full.json())


def test_given_up_and_forgotten_uploads_leave_no_bytes(aurora, cast, as_person, monkeypatch):
    monkeypatch.setattr("documents.services.sweeping.GRACE_SECONDS", -1)
    client = as_person(cast.sales)
    kept, dropped, old = (begin(client, aurora).json() for _ in range(3))
    for upload in (kept, dropped, old):
        put(client, upload["upload_url"], b"%PDF")
    assert client.delete(dropped["upload_url"]).status_code == 204
    Upload.objects.filter(pk=old["id"]).update(touched=timezone.now() - timedelta(hours=25))
    sweep_files()
    paths = {u["id"]: Blob(id=uuid.UUID(u["id"]), quarantined=True).path.exists() for u in (kept, dropped, old)}
    assert paths == {kept["id"]: True, dropped["id"]: False, old["id"]: False}


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("C:\\Users\\me\\Spec v2.pdf", "Spec v2.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("invoice\u202efdp.pdf", "invoicefdp.pdf"),
        ("  .hidden.pdf", "hidden.pdf"),
        ("e\u0301rittely.pdf", "\u00e9rittely.pdf"),
        ("x\u0000y.pdf", "xy.pdf"),
        ("规格.pdf", "规格.pdf"),
        (".pdf", "pdf"),
    ],
)
def test_clean_names(raw, kept):
    assert clean_file_name(raw) == kept


@pytest.mark.parametrize("letter", ["a", "ä", "规", "👍"])
def test_300_bytes_become_200_and_keep_the_ending(letter, aurora, cast, as_person, sample, check_all):
    raw = letter * (300 // len(letter.encode())) + ".pdf"
    name = clean_file_name(raw)
    assert len(name.encode()) <= 200
    assert name.endswith(".pdf")
    client, content = as_person(cast.sales), sample("minimal-valid.pdf")
    upload = begin(client, aurora, raw, len(content))
    assert put(client, upload.json()["upload_url"], content).status_code == 200
    check_all()
    stored = Document.objects.get()
    assert stored.current.file_name == name
    listed = client.get(reverse("documents:list", args=[aurora.pk]))
    assert listed.status_code == 200
    file = reverse("documents:file", args=[aurora.pk, stored.pk, stored.current_id])
    assert client.get(file).status_code == 200


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("Tarjous 4711.pdf", "quotation"),
        ("AURORA_Quotation_rev2.pdf", "quotation"),
        ("Price letter.docx", "price_letter"),
        ("GA drawing.dwg", "layout"),
        ("x.dxf", "layout"),
        ("Headbox technical specification.pdf", "specification"),
        ("Kokousmuistio 3.3.docx", "memo"),
        ("Q&A list.xlsx", "questions"),
        ("scan0001.pdf", "other"),
    ],
)
def test_category_by_name(name, category):
    assert guess_category(name) == category


def test_titles():
    assert title_of("AURORA_spec__v2.pdf") == "AURORA spec v2"
    assert len(title_of("x" * 300 + ".pdf")) <= 200


def test_size_is_counted_not_believed(aurora, cast, monkeypatch):
    from documents.services import Incoming, Target, documents_add
    from portal.core.errors import InvalidInput

    monkeypatch.setattr(limits, "largest_file", lambda: 100)
    lying = Incoming(name="a.pdf", size=10, content=io.BytesIO(b"x" * 101))
    with pytest.raises(InvalidInput):
        documents_add(actor=cast.sales, target=Target(aurora.pk, confidentiality="general"), files=[lying])
    assert not Document.objects.exists()
