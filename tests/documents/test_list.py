"""The list: what is in it for whom, filters, search, pages, and a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Document, DocumentRevision
from documents.receipts import receipt_record
from tests.conftest import AURORA_TEAM
from tests.factories.documents import document

pytestmark = pytest.mark.django_db

CLASSES = ("general", "technical", "commercial", "contract", "internal")
# What each of the team reads of the supplier's documents (table of the shipped roles).
READS = {
    "sales": set(CLASSES),
    "tech": {"general", "technical", "contract", "internal"},
    "pricing": set(CLASSES),
    "kam": set(CLASSES),
    "field": set(),
    "buyer": set(CLASSES) - {"internal"},
    "expert": {"general", "technical"},
    "director": set(CLASSES) - {"internal"},
    "consult": {"general", "technical"},
}


def url(space):
    return reverse("documents:list", args=[space.pk])


def test_each_of_the_team_gets_the_classes_of_the_role(aurora, cast, as_person):
    for class_ in CLASSES:
        document(aurora, by=cast.sales, title=f"Paper {class_}", confidentiality=class_)
    for name in AURORA_TEAM:
        page = as_person(getattr(cast, name)).get(url(aurora)).content.decode()
        assert {c for c in CLASSES if f"Paper {c}" in page} == READS[name], name


def test_strangers_get_the_answer_of_an_unknown_project(aurora, borealis, cast, as_person, spec):
    for name in ("othersales", "admin", "colleague", "people", "rival", "former"):
        assert as_person(getattr(cast, name)).get(url(aurora)).status_code == 404, name


def test_two_projects_do_not_mix(aurora, borealis, cast, as_person, spec):
    document(borealis, by=cast.rival, title="Rival mill data", confidentiality="technical")
    page = as_person(cast.consult).get(url(aurora)).content.decode()
    assert spec.title in page
    assert "Rival mill data" not in page


def test_filters_and_search_stay_inside_what_is_visible(aurora, cast, as_person, spec):
    document(aurora, by=cast.sales, title="Price letter", category="price_letter", confidentiality="commercial")
    document(aurora, by=cast.sales, title="Layout", category="layout", file_name="headbox_ga.dwg")
    buyer, expert = as_person(cast.buyer), as_person(cast.expert)
    page = buyer.get(url(aurora), {"category": "layout"}).content.decode()
    assert "Layout" in page
    assert spec.title not in page
    assert "Price letter" in buyer.get(url(aurora), {"q": "letter"}).content.decode()
    assert "Headbox" not in buyer.get(url(aurora), {"q": "letter"}).content.decode().split("document-list")[1]
    found = buyer.get(url(aurora), {"q": "headbox"}).content.decode()
    assert spec.title in found
    assert "Layout" in found
    hidden = expert.get(url(aurora), {"q": "letter"}).content.decode()
    assert "Nothing found" in hidden
    assert "price_letter" not in expert.get(url(aurora)).content.decode()


def test_odd_parameters_are_no_error(aurora, cast, as_person, spec):
    client = as_person(cast.buyer)
    for query in ({"category": "nope"}, {"before": "x"}, {"after": "../"}, {"q": "%' OR 1=1"}, {"q": "a" * 3000}):
        assert client.get(url(aurora), query).status_code == 200


def test_pages_of_25_that_keep_place(aurora, cast, as_person):
    made = [document(aurora, by=cast.sales, title=f"Paper {n:02}") for n in range(60)]
    client = as_person(cast.buyer)
    first = client.get(url(aurora)).context["page"]
    second = client.get(url(aurora), {"before": first.before}).context["page"]
    third = client.get(url(aurora), {"before": second.before}).context["page"]
    seen = [row.document.pk for page in (first, second, third) for row in page.rows]
    assert seen == [d.pk for d in reversed(made)]
    assert third.before is None
    back = client.get(url(aurora), {"after": third.after}).context["page"]
    assert [r.document.pk for r in back.rows] == [r.document.pk for r in second.rows]
    assert first.after is None


def test_own_side_reads_how_many_of_the_other_side_have_it(aurora, cast, as_person, spec):
    receipt_record(
        person=cast.buyer, space_id=aurora.pk, subject_kind="documents.document",
        revision_id=spec.current_id, how="downloaded",
    )  # fmt: skip
    receipt_record(
        person=cast.tech, space_id=aurora.pk, subject_kind="documents.document",
        revision_id=spec.current_id, how="downloaded",
    )  # fmt: skip
    # buyer, expert, director, consult read the technical class.
    assert "1 of 4 have it" in as_person(cast.sales).get(url(aurora)).content.decode()
    assert "of 4 have it" not in as_person(cast.buyer).get(url(aurora)).content.decode()


def test_the_part_alone_for_htmx(aurora, cast, as_person, spec):
    answer = as_person(cast.buyer).get(url(aurora), headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<div id="document-list"')
    assert "<html" not in answer.content.decode()


def test_an_empty_list_says_the_one_step(aurora, cast, as_person):
    assert reverse("documents:add", args=[aurora.pk]) in as_person(cast.sales).get(url(aurora)).content.decode()


def test_as_many_queries_for_20_rows_as_for_2(aurora, cast, as_person):
    counts = []
    for total in (2, 20):
        while Document.objects.count() < total:
            made = document(aurora, by=cast.sales, title="More")
            receipt_record(
                person=cast.buyer, space_id=aurora.pk, subject_kind="documents.document",
                revision_id=made.current_id, how="downloaded",
            )  # fmt: skip
            DocumentRevision.objects.create(
                document=made, file_name="next.pdf", uploaded_by=cast.sales, side="supplier", state="refused"
            )
        client = as_person(cast.sales)
        client.get(url(aurora))
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(url(aurora)).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1], [q["sql"][:120] for q in caught]
    assert counts[1] <= 12 + 2, [q["sql"][:120] for q in caught]  # session and person apart
