"""The PDF of a sent revision: made by the worker, kept for good, handed out with a receipt."""

from io import BytesIO

import pytest
from django.urls import reverse

from documents.models import Receipt
from portal.jobs.models import Job
from portal.jobs.services import job_work
from sales_module.quotations import services
from sales_module.quotations.models import RevisionPdf
from tests.factories.quotations import SECRET_NOTE, line, sent_quotation

pytestmark = pytest.mark.django_db


def url(name, quotation):
    return reverse(f"quotations:{name}", args=[quotation.space_id, quotation.pk, quotation.current_id])


@pytest.fixture
def fake_render(monkeypatch):
    made = []

    def render(**asked):
        made.append(asked)
        return b"%PDF-1.7 " + str(len(made)).encode()

    monkeypatch.setattr("sales_module.quotations.services.pdfs.render_pdf", render)
    return made


def test_while_it_is_being_made_the_page_asks_again(cast, sent, as_person):
    client = as_person(cast.buyer)
    part = client.get(url("pdf_state", sent)).content.decode()
    assert "is being made" in part and "data-refresh" in part
    assert client.get(url("pdf", sent)).status_code == 409
    assert not Receipt.objects.filter(how="downloaded").exists()


def test_a_made_pdf_is_downloaded_with_a_receipt(cast, sent, as_person, fake_render):
    job_work(Job.objects.get().pk)
    client = as_person(cast.buyer)
    assert "Download PDF" in client.get(url("pdf_state", sent)).content.decode()
    answer = client.get(url("pdf", sent))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 1"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="AURORA_Q-1_revision-1.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"] and answer["Cache-Control"] == "no-store"
    assert Receipt.objects.get(how="downloaded").person == cast.buyer
    as_person(cast.sales).get(url("pdf", sent))
    assert Receipt.objects.filter(how="downloaded").count() == 1


def test_who_gets_it(cast, sent, as_person, fake_render):
    job_work(Job.objects.get().pk)
    for name, person in cast.everyone().items():
        expected = 200 if name in {"sales", "kam", "pricing", "buyer", "director"} else 404
        assert as_person(person).get(url("pdf", sent)).status_code == expected, name
        if expected == 404:
            assert as_person(person).post(url("pdf", sent)).status_code == 404, name


def test_another_language_is_made_on_demand_and_once(cast, sent, as_person, fake_render):
    cast.buyer.language = "fi"
    cast.buyer.save()
    client = as_person(cast.buyer)
    assert "data-refresh" not in client.get(url("pdf_state", sent)).content.decode()
    assert client.post(url("pdf", sent)).status_code == 302
    assert client.post(url("pdf", sent), headers={"HX-Request": "true"}).status_code == 200
    job = Job.objects.get(args__language="fi")
    job_work(job.pk)
    services.pdf_make(job)
    assert RevisionPdf.objects.filter(language="fi").count() == 1
    assert [asked["language"] for asked in fake_render] == ["fi"]


def test_drafts_have_no_pdf(cast, draft, as_person):
    address = reverse("quotations:pdf", args=[draft.space_id, draft.pk, draft.draft_id])
    assert as_person(cast.sales).post(address).status_code == 404
    assert as_person(cast.sales).get(address).status_code == 409
    assert not Job.objects.exists()


def test_the_real_pdf_of_ten_lines_is_small_and_holds_no_secret(cast, aurora):
    pdfium = pytest.importorskip("pypdfium2")
    lines = [line(f"Part number {n} of the headbox", "1234.5678", part_code=f"HB-{n}") for n in range(10)]
    quotation = sent_quotation(cast.sales, aurora, lines, payment_terms="30 days net")
    job_work(Job.objects.get().pk)
    job = Job.objects.get()
    assert job.state == "done", job.error
    content = RevisionPdf.objects.get().blob.path.read_bytes()
    assert len(content) < 100_000
    document = pdfium.PdfDocument(BytesIO(content))
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "HB-9" in text and "AURORA" in text and quotation.current.content_hash in text.replace("\r\n", "")
    assert SECRET_NOTE not in text and "777.77" not in text
