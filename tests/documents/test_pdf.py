"""PDFs: what is in them, and what a template can never load."""

import io

import pypdfium2
import pytest
from django.template import engines
from django.test import override_settings
from pypdf import PdfReader

from documents import children
from documents.pdf import render
from documents.pdf.child import NO_PANGO
from portal.jobs.errors import NotYet

TEMPLATE = """{% extends "pdf/base.html" %}{% load i18n ui %}{% block content %}<h1>{{ title }}</h1>
<p>{{ amount|money:"EUR" }} · {% translate "Page" %}</p>{{ hostile }}<p>规格 Åäö</p>
<table><thead><tr><th>Line</th></tr></thead><tbody>
{% for n in lines %}<tr><td>{{ n }}</td></tr>{% endfor %}</tbody></table>
{{ extra|safe }}{% endblock %}"""


@pytest.fixture
def make(tmp_path, settings):
    (tmp_path / "tests_pdf.html").write_text(TEMPLATE)
    folder = engines["django"].engine.dirs
    folder.append(tmp_path)

    def pdf(language="en", **values):
        context = {
            "title": "Quotation 7", "project_code": "AURORA", "revision": "Revision 2", "content_hash": "ab" * 32,
            "amount": "12500.00", "lines": range(80), **values,
        }  # fmt: skip
        return render.render_pdf(
            template="tests_pdf.html", context=context, language=language, time_zone="Europe/Helsinki",
            attachments=[("quotation.json", "The same, for programs", b'{"a": 1}')] if values.get("attach") else (),
        )  # fmt: skip

    yield pdf
    folder.remove(tmp_path)


def texts_of(content):
    """The words of each page as a viewer finds them."""
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def test_head_pages_hash_and_language(make):
    content = make(hostile="<script>alert(1)</script>", attach=True)
    reader = PdfReader(io.BytesIO(content))
    texts = texts_of(content)
    assert len(texts) > 1
    for number, text in enumerate(texts, 1):
        assert "AURORA" in text
        assert "Revision 2" in text
        assert f"{number} / {len(texts)}" in text
        assert "ab" * 32 in text.replace("\n", "")
    assert "<script>alert(1)</script>" in texts[0]
    assert "12 500.00 EUR" in texts[0]
    assert reader.attachments == {"quotation.json": [b'{"a": 1}']}
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_numbers_of_the_readers_language(make):
    text = texts_of(make(language="fi"))[0]
    assert "12 500,00 EUR" in text


def test_nothing_is_loaded_but_what_was_handed_over(make, tmp_path):
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    asked = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

    server = HTTPServer(("127.0.0.1", 0), Ear)
    Thread(target=server.serve_forever, daemon=True).start()
    secret = tmp_path / "secret.txt"
    secret.write_text("top secret words")
    far = f"http://127.0.0.1:{server.server_port}/x"
    extra = (
        f'<img src="{far}.png"><img src="file://{secret}"><link rel="stylesheet" href="{far}.css">'
        f'<link rel="attachment" href="file://{secret}"><object data="file://{secret}"></object>'
        f'<style>@import url("{far}-2.css"); p {{ background: url("{far}-3.png") }}</style>'
        '<img src="asset:../../secret_key"><img src="asset:nothing">'
    )
    content = make(extra=extra)
    server.shutdown()
    assert asked == []
    assert not PdfReader(io.BytesIO(content)).attachments
    assert b"top secret" not in content


def test_a_page_that_never_ends_is_stopped(make, monkeypatch):
    monkeypatch.setattr(render, "SECONDS", 1)
    with pytest.raises(render.PdfFailed):
        make(extra="<table>" + "<tr><td colspan=1000>x" * 4000 + "</table>")


def test_without_pango_the_job_waits(make, monkeypatch):
    def missing(*args, **kwargs):
        raise children.ChildFailed("cannot load library", status=NO_PANGO)

    monkeypatch.setattr(render, "run", missing)
    with pytest.raises(NotYet):
        make()


@override_settings(PORTAL_ACCENT="#b00020")
def test_accent_and_logo_by_name():
    render.assets.cache_clear()
    found = render.assets()
    render.assets.cache_clear()
    assert b"--accent:#b00020" in found["accent.css"][1]
    assert "logo" not in found
