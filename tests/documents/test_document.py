"""One document: its page, the bytes, receipts, changes, sharing, what was sent another way; pages and API alike."""

import json
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from documents.audience import Audience
from documents.models import Document, DocumentGrant, Receipt
from documents.policies import document_policy
from portal.access.grants import deny
from portal.activity.models import Activity, Delivery
from portal.spaces.choices import History, Side
from portal.spaces.models import Participant
from tests.conftest import seat
from tests.factories.documents import PDF, add_revision, document
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

STRANGERS = ("othersales", "admin", "colleague", "people", "rival", "former", "field")


def page(doc, name="document", *more):
    return reverse(f"documents:{name}", args=[doc.space_id, doc.pk, *more])


def file_url(doc, revision=None):
    return page(doc, "file", revision.pk if revision else doc.current_id)


@pytest.fixture
def price(aurora, cast):
    return document(aurora, by=cast.sales, title="Price letter", confidentiality="commercial")


@pytest.fixture
def internal(aurora, cast):
    return document(aurora, by=cast.sales, title="Our margin", confidentiality="internal")


# --- seeing ----------------------------------------------------------------------------------------------------------


def test_the_page_for_the_team(cast, as_person, spec):
    for name in ("sales", "tech", "pricing", "kam", "buyer", "expert", "director", "consult"):
        answer = as_person(getattr(cast, name)).get(page(spec))
        assert answer.status_code == 200, name
        assert "Download revision 1" in answer.content.decode()


def test_every_door_is_shut_for_strangers_as_for_an_unknown_id(cast, as_person, spec, borealis):
    unknown = uuid.uuid4()
    for name in STRANGERS:
        client = as_person(getattr(cast, name))
        for url in (page(spec), file_url(spec), page(spec, "change"), page(spec, "share"), page(spec, "sent")):
            foreign, made_up = client.get(url), client.get(url.replace(str(spec.pk), str(unknown)))
            assert foreign.status_code == made_up.status_code == 404, (name, url)
            assert len(foreign.content) == len(made_up.content)
        for url in (page(spec, "discard"), page(spec, "take_back", cast.field.pk)):
            assert client.post(url).status_code == 404, (name, url)
        assert client.get(file_url(spec), headers={"Range": "bytes=0-1"}).status_code == 404
        assert client.head(file_url(spec)).status_code == 404
    assert not Receipt.objects.exists()


def test_a_class_outside_the_role_is_unknown(cast, as_person, price, internal):
    assert as_person(cast.expert).get(page(price)).status_code == 404
    assert as_person(cast.consult).get(file_url(price)).status_code == 404
    assert as_person(cast.buyer).get(page(internal)).status_code == 404
    assert as_person(cast.buyer).get(file_url(internal)).status_code == 404
    assert as_person(cast.tech).get(page(internal)).status_code == 200


def test_a_document_of_another_project_is_not_found_under_this_one(cast, as_person, spec, borealis):
    client = as_person(cast.consult)
    crossed = reverse("documents:document", args=[borealis.pk, spec.pk])
    assert client.get(crossed).status_code == 404
    assert client.get(reverse("documents:file", args=[borealis.pk, spec.pk, spec.current_id])).status_code == 404


def test_a_late_joiner_sees_what_came_after(aurora, cast, as_person, spec):
    late = PersonFactory(organisation=cast.buyer.organisation)
    seat(late, aurora, Side.CUSTOMER, "decision_maker", joined_history=History.FROM_JOINING)
    later = document(aurora, by=cast.sales, title="Later paper")
    client = as_person(late)
    assert client.get(page(spec)).status_code == 404
    assert client.get(page(later)).status_code == 200


def test_a_denial_hides_one_document(cast, as_person, spec):
    deny(policy=document_policy, person=cast.expert, obj=spec)
    assert as_person(cast.expert).get(page(spec)).status_code == 404
    assert as_person(cast.buyer).get(page(spec)).status_code == 200


def test_the_audience_is_what_the_policy_says(aurora, cast, spec, price, internal):
    Participant.objects.filter(space=aurora, person=cast.director).update(
        joined_history=History.FROM_JOINING, starts=timezone.now()
    )
    deny(policy=document_policy, person=cast.kam, obj=spec)
    DocumentGrant.objects.all().delete()
    from portal.access.grants import grant
    from portal.spaces.choices import Right

    grant(policy=document_policy, person=cast.field, right=Right.READ, obj=price)
    bare = Document.objects.create(
        space=aurora, title="Not checked", category="other", confidentiality="general", side="supplier",
        changed_by=cast.sales,
    )  # fmt: skip
    every = [spec, price, internal, bare]
    audience = Audience(aurora.pk, every)
    for doc in every:
        told = {reader.person.pk for reader in audience.of(doc)}
        assert told == set(document_policy.users_with("view", doc).values_list("pk", flat=True)), doc.title
        for person in cast.everyone().values():
            assert document_policy.can(person, "view", doc) == (person.pk in told), (doc.title, person.name)
            assert document_policy.visible(person).filter(pk=doc.pk).exists() == (person.pk in told)


# --- bytes and receipts ----------------------------------------------------------------------------------------------


def test_bytes_no_browser_runs(cast, as_person, spec):
    answer = as_person(cast.buyer).get(file_url(spec), headers={"Accept-Encoding": "gzip"})
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="headbox_spec.pdf"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Length"] == str(len(PDF))
    assert "Content-Encoding" not in answer


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("规格 ä.pdf", "attachment; filename*=utf-8''%E8%A7%84%E6%A0%BC%20%C3%A4.pdf"),
        ('a"b.pdf', 'attachment; filename="a\\"b.pdf"'),
    ],
)
def test_names_in_the_header(aurora, cast, as_person, name, header):
    doc = document(aurora, by=cast.sales, file_name=name)
    assert as_person(cast.buyer).get(file_url(doc))["Content-Disposition"] == header


def test_receipt_and_audit_row_before_the_first_byte(cast, as_person, spec):
    answer = as_person(cast.buyer).get(file_url(spec))
    receipt = Receipt.objects.get()
    assert (receipt.person, receipt.revision_id, receipt.how) == (cast.buyer, spec.current_id, "downloaded")
    trail = Activity.objects.get(kind="documents.downloaded")
    assert trail.subject_id == spec.pk
    assert trail.data == {"revision": str(spec.current_id)}
    answer.close()


def test_head_leaves_no_receipt(cast, as_person, spec):
    answer = as_person(cast.buyer).head(file_url(spec))
    assert answer.status_code == 200
    assert answer["Content-Length"] == str(len(PDF))
    assert as_person(cast.buyer).head(page(spec)).status_code == 200
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(
    ("asked", "status", "got"),
    [
        ("bytes=0-3", 206, PDF[:4]),
        ("bytes=5-", 206, PDF[5:]),
        ("bytes=-4", 206, PDF[-4:]),
        ("bytes=0-999999", 200, PDF),
        ("bytes=999-", 416, b""),
        ("bytes=-0", 416, b""),
        ("bytes=0-1,3-4", 200, PDF),
        ("lines=1-2", 200, PDF),
        ("bytes=-", 200, PDF),
        ("bytes=9-2", 416, b""),
    ],
)
def test_ranges(cast, as_person, spec, asked, status, got):
    answer = as_person(cast.buyer).get(file_url(spec), headers={"Range": asked})
    assert answer.status_code == status
    assert (b"".join(answer.streaming_content) if answer.streaming else answer.content) == got


def test_a_resumed_download_is_one_receipt(cast, as_person, spec):
    client = as_person(cast.buyer)
    client.get(file_url(spec))
    client.get(file_url(spec), headers={"Range": "bytes=5-"})
    assert Receipt.objects.count() == 1
    as_person(cast.director).get(file_url(spec), headers={"Range": "bytes=5-"})
    assert Receipt.objects.filter(person=cast.director).count() == 1


def test_if_range_of_another_file_gets_the_whole(cast, as_person, spec):
    answer = as_person(cast.buyer).get(file_url(spec), headers={"Range": "bytes=5-", "If-Range": '"other"'})
    assert answer.status_code == 200


def test_a_file_in_quarantine_is_nobodys(cast, as_person, spec):
    waiting = add_revision(spec, by=cast.sales, number=2)
    waiting.state, waiting.number = "checking", None
    waiting.save()
    for name in ("sales", "buyer"):
        assert as_person(getattr(cast, name)).get(file_url(spec, waiting)).status_code == 404


def test_opening_is_proved_once(cast, as_person, spec):
    client = as_person(cast.buyer)
    client.get(page(spec))
    client.get(page(spec))
    assert Receipt.objects.filter(how="opened", person=cast.buyer).count() == 1
    assert Activity.objects.filter(kind="documents.opened").count() == 1
    as_person(cast.sales).get(page(spec))
    assert not Receipt.objects.filter(person=cast.sales).exists()


def test_who_has_it_is_for_the_side_that_sent_it(cast, as_person, spec):
    as_person(cast.director).get(file_url(spec))
    as_person(cast.tech).get(file_url(spec))
    own = as_person(cast.sales).get(page(spec)).content.decode()
    assert "Has the current revision" in own
    other = as_person(cast.buyer).get(page(spec))
    holders = [holder.person.email for holder in other.context["holders"]]
    assert all(email.endswith(("aava.example", "norrmark.example")) for email in holders)


# --- revisions -------------------------------------------------------------------------------------------------------


def test_an_old_revision_says_so(cast, as_person, spec):
    first = spec.current
    add_revision(spec, by=cast.sales, number=2, content=b"%PDF second")
    client = as_person(cast.buyer)
    old = client.get(page(spec), {"revision": 1}).content.decode()
    assert "Revision 1 is superseded. Revision 2 is the current one." in old
    assert "status-attention" in old
    now = client.get(page(spec)).content.decode()
    assert "Download revision 2" in now
    assert "is superseded" not in now
    assert b"".join(client.get(file_url(spec, first)).streaming_content) == PDF
    for odd in ("3", "0", "x", "99999999999"):
        assert client.get(page(spec), {"revision": odd}).status_code in {200, 404}


def test_a_new_revision_by_form(aurora, cast, as_person, spec, a_file, check_all):
    client = as_person(cast.sales)
    answer = client.post(page(spec, "revise"), {"note": "New nip", "file": a_file("Spec B.pdf")})
    assert answer.status_code == 302
    assert "Download revision 1" in as_person(cast.buyer).get(page(spec)).content.decode()
    check_all()
    seen = as_person(cast.buyer).get(page(spec)).content.decode()
    assert "Download revision 2" in seen
    assert "New nip" in seen
    assert Activity.objects.filter(kind="documents.revised").count() == 1
    told = Delivery.objects.filter(activity__kind="documents.revised", channel="mail")
    assert cast.buyer in {delivery.person for delivery in told}
    assert cast.sales not in {delivery.person for delivery in told}


def test_a_refused_revision_leaves_the_current_one_and_no_gap(cast, as_person, spec, sample, a_file, check_all):
    client = as_person(cast.sales)
    client.post(page(spec, "revise"), {"file": a_file("B.pdf", sample("active-javascript.pdf"))})
    check_all()
    assert "Refused" in client.get(page(spec)).content.decode()
    assert "Refused" not in as_person(cast.buyer).get(page(spec)).content.decode()
    client.post(page(spec, "revise"), {"file": a_file("C.pdf")})
    check_all()
    spec.refresh_from_db()
    assert spec.current.number == 2


def test_revising_takes_the_right_to_add(cast, as_person, spec, price, a_file):
    assert as_person(cast.pricing).post(page(spec, "revise"), {"file": a_file("B.pdf")}).status_code == 403
    assert as_person(cast.expert).post(page(spec, "revise"), {"file": a_file("B.pdf")}).status_code == 302
    assert as_person(cast.expert).post(page(price, "revise"), {"file": a_file("B.pdf")}).status_code == 404


def test_a_revision_in_pieces(cast, as_person, spec, sample, check_all):
    client, content = as_person(cast.sales), sample("minimal-valid.pdf")
    url = f"{reverse('api_uploads')}?space={spec.space_id}&document={spec.pk}"
    body = json.dumps({"name": "B.pdf", "size": len(content), "category": "", "confidentiality": ""})
    made = client.post(url, body, content_type="application/json")
    assert made.status_code == 201, made.content
    put = client.put(made.json()["upload_url"], content, headers={"Upload-Offset": "0"})
    assert put.json()["state"] == "checking"
    check_all()
    spec.refresh_from_db()
    assert spec.current.number == 2
    refused = as_person(cast.rival).post(url, body, content_type="application/json")
    assert refused.status_code == 404


# --- changing --------------------------------------------------------------------------------------------------------


def change(client, doc, version=1, **values):
    body = {"title": doc.title, "category": doc.category, "confidentiality": doc.confidentiality, "version": version}
    return client.post(page(doc, "change"), {**body, **values})


def test_title_category_and_class(cast, as_person, spec):
    answer = change(as_person(cast.tech), spec, title="Headbox, issue B", confidentiality="general")
    assert answer.status_code == 302
    spec.refresh_from_db()
    assert (spec.title, spec.confidentiality, spec.version) == ("Headbox, issue B", "general", 2)
    told = Activity.objects.get(kind="documents.changed")
    assert told.data == {"fields": ["title", "confidentiality"], "confidentiality": ["technical", "general"]}


def test_two_people_on_one_row_see_both_texts(cast, as_person, spec):
    change(as_person(cast.tech), spec, title="Text of Tech")
    answer = change(as_person(cast.sales), spec, title="Text of Sales")
    assert answer.status_code == 412
    shown = answer.content.decode()
    assert "Text of Tech" in shown
    assert "Sales" in shown
    assert 'name="version" value="2"' in shown
    spec.refresh_from_db()
    assert spec.title == "Text of Tech"


def test_bad_changes_keep_what_was_typed(cast, as_person, spec):
    client = as_person(cast.sales)
    answer = change(client, spec, title="", category="layout")
    assert answer.status_code == 422
    assert '<option value="layout" selected>' in answer.content.decode()
    assert change(client, spec, title="x" * 201).status_code == 422
    assert change(client, spec, category="nope").status_code == 422
    assert change(client, spec, version="x").status_code == 422


def test_who_may_change(cast, as_person, spec):
    assert change(as_person(cast.buyer), spec, title="Ours").status_code == 403
    assert change(as_person(cast.pricing), spec, title="Mine").status_code == 403
    assert change(as_person(cast.rival), spec, title="Theirs").status_code == 404
    # A technology manager adds nothing to the contract class, so nothing is moved into it.
    assert change(as_person(cast.tech), spec, confidentiality="contract").status_code == 422


def test_into_own_side_only_takes_single_grants_back(cast, as_person, price):
    client = as_person(cast.sales)
    client.post(page(price, "share"), {"person": cast.expert.pk})
    client.post(page(price, "share"), {"person": cast.tech.pk})
    change(client, price, confidentiality="internal")
    assert [g.user for g in DocumentGrant.objects.all()] == [cast.tech]
    assert as_person(cast.expert).get(page(price)).status_code == 404


# --- sharing ---------------------------------------------------------------------------------------------------------


def test_share_with_one_and_take_back(cast, as_person, price):
    sales, field = as_person(cast.sales), as_person(cast.field)
    assert field.get(page(price)).status_code == 404
    assert sales.post(page(price, "share"), {"person": cast.field.pk}).status_code == 302
    assert field.get(page(price)).status_code == 200
    assert field.get(file_url(price)).status_code == 200
    assert price.title in field.get(reverse("documents:list", args=[price.space_id])).content.decode()
    told = Delivery.objects.filter(activity__kind="documents.shared")
    assert {delivery.person for delivery in told} == {cast.field}
    assert "Take back" in sales.get(page(price)).content.decode()
    assert sales.post(page(price, "take_back", cast.field.pk)).status_code == 302
    assert field.get(page(price)).status_code == 404


def test_nobody_outside_can_be_given_a_document(cast, as_person, price, internal):
    client = as_person(cast.sales)
    for person in (cast.colleague, cast.rival, cast.former, cast.buyer):
        assert client.post(page(price, "share"), {"person": person.pk}).status_code == 422
    assert client.post(page(price, "share"), {"person": "x"}).status_code == 422
    assert client.post(page(internal, "share"), {"person": cast.buyer.pk}).status_code == 422
    assert not DocumentGrant.objects.exists()


def test_sharing_takes_a_decider_of_the_side_that_owns_it(cast, as_person, spec, price):
    assert as_person(cast.buyer).get(page(price, "share")).status_code == 403
    assert as_person(cast.expert).get(page(spec, "share")).status_code == 403
    assert as_person(cast.pricing).get(page(spec, "share")).status_code == 403
    assert as_person(cast.pricing).get(page(price, "share")).status_code == 200


# --- sent another way ------------------------------------------------------------------------------------------------


def test_sent_another_way(cast, as_person, spec):
    client = as_person(cast.sales)
    values = {"person": cast.director.pk, "channel": "paper", "on": "2026-01-15"}
    assert client.post(page(spec, "sent"), values).status_code == 302
    receipt = Receipt.objects.get(how="sent_another_way")
    assert (receipt.person, receipt.channel, receipt.on) == (cast.director, "paper", date(2026, 1, 15))
    assert receipt.recorded_by == cast.sales
    assert "On paper, Thu 15 Jan 2026" in client.get(page(spec)).content.decode()


@pytest.mark.parametrize(
    "values", [{"on": "2999-01-01"}, {"on": "x"}, {"channel": "pigeon"}, {"person": ""}, {"person": str(uuid.uuid4())}]
)
def test_bad_news_of_another_way(cast, as_person, spec, values):
    sent = {"person": cast.director.pk, "channel": "mail", "on": "2026-01-15", **values}
    assert as_person(cast.sales).post(page(spec, "sent"), sent).status_code == 422
    assert not Receipt.objects.exists()


def test_nobody_is_marked_who_may_not_see_it(cast, as_person, price):
    sent = {"person": cast.expert.pk, "channel": "mail", "on": "2026-01-15"}
    assert as_person(cast.sales).post(page(price, "sent"), sent).status_code == 422
    assert as_person(cast.buyer).post(page(price, "sent"), sent).status_code == 403


# --- taking away what was refused ------------------------------------------------------------------------------------


def test_remove_a_refused_document(aurora, cast, as_person, sample, a_file, check_all, spec):
    client = as_person(cast.sales)
    add = reverse("documents:add", args=[aurora.pk])
    client.post(add, {"confidentiality": "technical", "file": a_file("Bad.pdf", sample("active-javascript.pdf"))})
    refused = Document.objects.get(title="Bad")
    assert client.post(page(refused, "discard")).status_code == 409
    check_all()
    assert as_person(cast.buyer).post(page(refused, "discard")).status_code == 404
    assert client.post(page(refused, "discard")).status_code == 302
    assert not Document.objects.filter(title="Bad").exists()
    assert client.post(page(spec, "discard")).status_code == 409


# --- API -------------------------------------------------------------------------------------------------------------


def api(doc, name="api_document", *more):
    return reverse(name, args=[doc.pk, *more])


def test_api_reads(cast, as_person, spec, price):
    client = as_person(cast.expert)
    listed = client.get(reverse("api_documents")).json()["results"]
    assert [d["id"] for d in listed] == [str(spec.pk)]
    assert listed[0]["current"]["number"] == 1
    assert client.get(reverse("api_documents"), {"category": "layout"}).json()["results"] == []
    assert client.get(reverse("api_documents"), {"space": "x"}).status_code == 422
    one = client.get(api(spec))
    assert one["ETag"] == '"1"'
    assert one.json()["title"] == spec.title
    assert client.get(api(price)).status_code == 404
    assert len(client.get(api(spec, "api_document_revisions")).json()) == 1
    file = client.get(api(spec, "api_document_file", spec.current_id))
    assert b"".join(file.streaming_content) == PDF
    assert client.head(api(spec, "api_document_file", spec.current_id)).status_code == 200
    assert Receipt.objects.count() == 1


def test_api_change_needs_the_version(cast, as_person, spec):
    client = as_person(cast.sales)

    def patch(body, **headers):
        return client.patch(api(spec), json.dumps(body), content_type="application/json", headers=headers)

    assert patch({"title": "B"}).status_code == 422
    assert patch({"title": "B"}, **{"If-Match": '"7"'}).status_code == 412
    assert patch({"category": "nope"}, **{"If-Match": '"1"'}).status_code == 422
    done = patch({"title": "B"}, **{"If-Match": '"1"'})
    assert (done.status_code, done.json()["version"], done["ETag"]) == (200, 2, '"2"')
    assert patch({"title": "C"}, **{"If-Match": '"1"'}).json()["current_version"] == 2


def test_api_writes(cast, as_person, spec, price):
    sales = as_person(cast.sales)

    def post(client, url, body):
        return client.post(url, json.dumps(body), content_type="application/json")

    sent = {"person": str(cast.buyer.pk), "channel": "mail", "on": "2026-01-15"}
    assert post(sales, api(spec, "api_document_sent"), sent).status_code == 201
    assert post(sales, api(spec, "api_document_sent"), {**sent, "on": "2999-01-01"}).status_code == 422
    assert post(as_person(cast.buyer), api(spec, "api_document_sent"), sent).status_code == 403
    receipts = sales.get(api(spec, "api_document_receipts")).json()
    assert [(r["how"], r["channel"], r["person"]["id"]) for r in receipts] == [
        ("sent_another_way", "mail", str(cast.buyer.pk))
    ]
    assert post(sales, api(price, "api_document_grants"), {"person": str(cast.field.pk)}).status_code == 204
    assert as_person(cast.field).get(api(price)).status_code == 200
    assert sales.delete(api(price, "api_document_grant", cast.field.pk)).status_code == 204
    assert as_person(cast.field).get(api(price)).status_code == 404
    assert sales.delete(api(price)).status_code == 409


def test_api_is_shut_for_strangers(cast, as_person, spec):
    for name in STRANGERS:
        client = as_person(getattr(cast, name))
        for url in (api(spec), api(spec, "api_document_revisions"), api(spec, "api_document_receipts")):
            assert client.get(url).status_code == 404, (name, url)
        assert client.patch(api(spec), "{}", content_type="application/json").status_code == 404
        assert client.get(reverse("api_documents")).json()["results"] == []


# --- queries ---------------------------------------------------------------------------------------------------------


def test_as_many_queries_whatever_hangs_on_a_document(aurora, cast, as_person, spec):
    counts = []
    for total in (2, 12):
        for number in range(spec.revisions.count() + 1, total + 1):
            revision = add_revision(spec, by=cast.sales, number=number)
            for person in (cast.buyer, cast.director):
                Receipt.objects.create(
                    space=aurora, subject_kind="documents.document", revision_id=revision.pk, person=person,
                    how="downloaded",
                )  # fmt: skip
        client = as_person(cast.sales)
        client.get(page(spec))
        with CaptureQueriesContext(connection) as caught:
            client.get(page(spec))
        counts.append(len(caught))
    assert counts[0] == counts[1]
    assert counts[1] <= 12 + 2, [q["sql"][:150] for q in caught]


def test_as_many_queries_for_20_in_the_api(aurora, cast, as_person):
    counts = []
    for total in (2, 20):
        while Document.objects.count() < total:
            document(aurora, by=cast.sales)
        client = as_person(cast.buyer)
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("api_documents"), {"space": aurora.pk})
        counts.append(len(caught))
    assert counts[0] == counts[1]
